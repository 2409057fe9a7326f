// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.nio.charset.StandardCharsets;

/** What one participant gets of a version of a product. */
public sealed interface ProductRelease {

    /**
     * The document that leaves, to the byte.
     *
     * @param sequence of the version it was made from
     * @param json the document
     * @param sha256 lower-case hex of the SHA-256 of its bytes
     * @param rows how many rows it has
     */
    record Released(long sequence, String json, String sha256, int rows) implements ProductRelease {
        public byte[] bytes() {
            return json.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** There is no version, or none newer than asked. */
    record NoneYet() implements ProductRelease {}

    /** Nothing may leave: unknown product, unknown or broken disclosure, or no customer number. */
    record Refused(String reason) implements ProductRelease {}
}
