// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.time.Instant;

/**
 * One published state of a data product: all rows of all customers. Never changes and never leaves without a disclosure.
 *
 * @param sequence 1, 2, 3... per product, without gaps
 */
public record ProductVersion(long sequence, Content content) {

    public String product() {
        return content.product();
    }

    /**
     * What the owner of a product appends.
     *
     * @param product such as {@code production-status}
     * @param body JSON text
     * @param sha256 lower-case hex of the SHA-256 of the body in UTF-8
     * @param source name of the export it was made from
     * @param sourceSha256 lower-case hex of the SHA-256 of that export's bytes, by which an unchanged file is recognised
     */
    public record Content(
            String product, Instant publishedAt, String body, String sha256, String source, String sourceSha256) {}
}
