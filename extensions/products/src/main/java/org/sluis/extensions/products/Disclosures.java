// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sluis.policies.disclosure.Disclosure;
import org.sluis.policies.disclosure.InvalidDisclosureException;

/** The named disclosures of a product, from its file {@code disclosures.yaml}. */
public final class Disclosures {
    public static final String FILE = "disclosures.yaml";

    private Disclosures() {}

    /**
     * Reads the disclosures of a product, in the order of the file.
     *
     * @param folder the folder of the product
     * @throws InvalidDisclosureException if the file or any disclosure in it cannot be understood
     */
    public static Map<String, Disclosure> read(Path folder, Product product) throws InvalidDisclosureException {
        var file = folder.resolve(FILE);
        var where = product.id() + "/" + FILE;
        try {
            var written = Documents.yaml(file);
            if (!written.isObject() || written.isEmpty()) {
                throw new InvalidDisclosureException(
                        where, "wanted at least one named disclosure, such as \"own-orders: {rows: own}\"");
            }
            var disclosures = new LinkedHashMap<String, Disclosure>();
            for (var member : written.properties()) {
                disclosures.put(
                        member.getKey(), Disclosure.parse(where, member.getKey(), member.getValue(), product.shape()));
            }
            return disclosures;
        } catch (NoSuchFileException absent) {
            throw new InvalidDisclosureException(where, "the file does not exist");
        } catch (IOException unreadable) {
            var message = Files.isReadable(file) ? String.valueOf(unreadable.getMessage()) : "the file cannot be read";
            throw new InvalidDisclosureException(where, message);
        }
    }
}
