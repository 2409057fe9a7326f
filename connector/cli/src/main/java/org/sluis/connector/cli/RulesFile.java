// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.sluis.extensions.products.Product;
import org.sluis.policies.usage.house.HouseRulesReader;
import org.sluis.policies.usage.house.HouseRulesReading;

/** A file with house rules. */
final class RulesFile {

    private static final HouseRulesReader READER =
            new HouseRulesReader(Product.ALL.stream().map(Product::id).collect(Collectors.toSet()));

    private RulesFile() {}

    /** Reads the rules strictly; what is no JSON at all is unreadable input. */
    static HouseRulesReading read(String text, Path file) {
        var reading = READER.read(text);
        if (reading instanceof HouseRulesReading.Refused refused
                && refused.problems().get(0).code().equals("not-json")) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE, file + ": " + refused.problems().get(0).message());
        }
        return reading;
    }
}
