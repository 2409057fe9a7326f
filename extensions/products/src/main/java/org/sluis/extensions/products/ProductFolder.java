// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of one product: {@code mapping.yaml}, {@code disclosures.yaml}, the exports, and {@code rejected}. */
public final class ProductFolder {
    private ProductFolder() {}

    /**
     * Makes the folder of a product with the mapping and the disclosures that the project ships. What is there stays.
     *
     * @param products holds one folder per product
     * @return the folder of the product
     */
    public static Path create(Path products, Product product) throws IOException {
        var folder = Files.createDirectories(products.resolve(product.id()));
        for (var file : new String[] {Mapping.FILE, Disclosures.FILE}) {
            if (Files.notExists(folder.resolve(file))) {
                Files.writeString(folder.resolve(file), shipped(product, file), StandardOpenOption.CREATE_NEW);
            }
        }
        return folder;
    }

    static String shipped(Product product, String file) {
        var resource = product.id() + "/" + file;
        try (var in = ProductFolder.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing from the program: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
