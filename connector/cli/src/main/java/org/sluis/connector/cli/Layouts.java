// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.sluis.extensions.products.InvalidMappingException;
import org.sluis.extensions.products.Mapping;
import org.sluis.extensions.products.Product;

/** In which layout a product is written as CSV: that of a mapping file, or the one that Sluis ships. */
final class Layouts {

    private final Path file;

    /** {@code file} may be null. */
    Layouts(Path file) {
        this.file = file;
    }

    Optional<Mapping> of(Product product) {
        if (file == null) {
            return Optional.of(Mapping.shipped(product));
        }
        try {
            return Optional.of(Mapping.readFile(file, file.toString(), product));
        } catch (InvalidMappingException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, e.getMessage(), e);
        }
    }
}
