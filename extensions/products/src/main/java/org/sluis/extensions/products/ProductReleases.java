// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.disclosure.Asker;
import org.sluis.policies.disclosure.Disclosed;
import org.sluis.policies.disclosure.Disclosure;
import org.sluis.policies.disclosure.InvalidDisclosureException;

/**
 * Makes the documents that leave. The preview and the data plane both come here, so that a preview is what is released.
 *
 * <p>The same version, disclosure and participant give the same bytes, always.
 */
public final class ProductReleases {
    private final Path products;
    private final ProductVersions versions;
    private final String provider;

    /**
     * Releases from a folder of products.
     *
     * @param products holds one folder per product
     * @param provider participant identifier of this company
     */
    public ProductReleases(Path products, ProductVersions versions, String provider) {
        this.products = products;
        this.versions = versions;
        this.provider = provider;
    }

    /** The newest version. */
    public ProductRelease newest(String product, String disclosure, Asker asker) {
        return release(versions.newest(product), product, disclosure, asker);
    }

    /** The oldest version with a greater sequence, waiting for it at most so long. */
    public ProductRelease next(String product, String disclosure, Asker asker, long after, Duration wait)
            throws InterruptedException {
        var version = wait.isZero() ? versions.next(product, after) : versions.await(product, after, wait);
        return release(version, product, disclosure, asker);
    }

    private ProductRelease release(Optional<ProductVersion> version, String product, String disclosure, Asker asker) {
        var known = Product.named(product);
        if (known.isEmpty()) {
            return new ProductRelease.Refused("unknown product " + product + "; known are " + Product.names());
        }
        try {
            var named = Disclosures.read(products.resolve(product), known.get()).get(disclosure);
            if (named == null) {
                return new ProductRelease.Refused("product " + product + " has no disclosure " + disclosure);
            }
            return version.isEmpty() ? new ProductRelease.NoneYet() : release(version.get(), known.get(), named, asker);
        } catch (InvalidDisclosureException broken) {
            return new ProductRelease.Refused(broken.getMessage());
        }
    }

    private ProductRelease release(ProductVersion version, Product product, Disclosure disclosure, Asker asker) {
        try (var stored = new StoredRows(version.content().body())) {
            var disclosed = disclosure.applyToRows(stored, asker, product.shape());
            if (disclosed instanceof Disclosed.Rows rows) {
                var document = envelope(version, stored.header(), disclosure, asker);
                return released(version.sequence(), document, rows.rows());
            }
            return new ProductRelease.Refused(((Disclosed.Refused) disclosed).reason());
        } catch (IOException broken) {
            throw new UncheckedIOException("version " + version.sequence() + " of " + product.id(), broken);
        }
    }

    private static ProductRelease released(long sequence, ObjectNode document, ArrayNode rows) throws IOException {
        document.set("rows", rows);
        var json = Documents.JSON.writeValueAsString(document);
        return new ProductRelease.Released(sequence, json, Documents.sha256(json), rows.size());
    }

    /** Only named members leave; what else the stored version holds is about other customers. */
    private ObjectNode envelope(ProductVersion version, ObjectNode stored, Disclosure disclosure, Asker asker) {
        var document = Documents.JSON
                .createObjectNode()
                .put("id", documentId(version.product(), version.sequence(), disclosure.name(), asker))
                .put("product", version.product())
                .put("schemaVersion", stored.path("schemaVersion").asText())
                .put("disclosure", disclosure.name())
                .put("issuedAt", version.content().publishedAt().toString())
                .put("validAsOf", stored.path("validAsOf").asText())
                .put("sequence", version.sequence());
        if (version.sequence() > 1) {
            document.put("supersedes", documentId(version.product(), version.sequence() - 1, disclosure.name(), asker));
        }
        document.put("provider", provider).put("consumer", asker.id());
        var parties = document.putArray("parties");
        parties.addObject().put("scheme", "DID").put("value", provider);
        parties.addObject().put("scheme", "DID").put("value", asker.id());
        document.set("source", stored.path("source").deepCopy());
        document.set("quality", stored.path("quality").deepCopy());
        return document;
    }

    private String documentId(String product, long sequence, String disclosure, Asker asker) {
        var name = String.join("\n", provider, product, Long.toString(sequence), disclosure, asker.id());
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
