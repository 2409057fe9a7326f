// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.policies.disclosure.Asker;

class ProductReleasesTest {
    private static final Asker BUILDER = Asker.of("did:web:builder.example", List.of("10021"));

    @TempDir
    private Path products;

    private final ProductVersions versions = new InMemoryProductVersions();
    private ProductReleases releases;

    @BeforeEach
    void disclose() throws Exception {
        Files.createDirectories(products.resolve("production-status"));
        disclosures("own-orders: {rows: own}\neverything: {rows: all}\n");
        releases = new ProductReleases(products, versions, "did:web:maker.example");
    }

    private void disclosures(String yaml) throws Exception {
        Files.writeString(products.resolve("production-status/disclosures.yaml"), yaml);
    }

    private void publish(long after) {
        var body = "{\"schemaVersion\":\"1.0.0\",\"validAsOf\":\"2026-11-21\",\"secret\":\"10044\","
                + "\"source\":{\"system\":\"ERP\"},\"quality\":{\"complete\":true},\"rows\":["
                + "{\"customer\":{\"number\":\"10021\"},\"item\":\"mine\",\"materialKg\":34.00},"
                + "{\"customer\":{\"number\":\"10044\"},\"item\":\"theirs\"}]}";
        var at = Instant.parse("2026-11-21T10:00:00Z");
        versions.append(
                new ProductVersion.Content("production-status", at, body, Documents.sha256(body), "erp.csv", "00"),
                after);
    }

    private ProductRelease.Released newest(String disclosure) {
        return (ProductRelease.Released) releases.newest("production-status", disclosure, BUILDER);
    }

    @Test
    void releasesAParticipantsOwnRowsAndNothingOfOthers() throws Exception {
        publish(0);

        var released = newest("own-orders");

        assertThat(released.rows()).isEqualTo(1);
        assertThat(released.json()).contains("\"mine\"", "34.00").doesNotContain("theirs", "10044", "secret");
        assertThat(released.sha256()).isEqualTo(Documents.sha256(released.json().getBytes(StandardCharsets.UTF_8)));
        var document = Documents.JSON.readTree(released.json());
        assertThat(document.path("consumer").asText()).isEqualTo("did:web:builder.example");
        assertThat(document.path("sequence").asLong()).isEqualTo(1);
        assertThat(document.has("supersedes")).isFalse();
    }

    @Test
    void releasesTheSameBytesEachTime() {
        publish(0);

        assertThat(newest("own-orders")).isEqualTo(newest("own-orders"));
    }

    @Test
    void namesTheDocumentThatIsSuperseded() throws Exception {
        publish(0);
        var first = Documents.JSON.readTree(newest("own-orders").json());
        publish(1);

        assertThat(Documents.JSON.readTree(newest("own-orders").json()).path("supersedes"))
                .isEqualTo(first.path("id"));
    }

    @Test
    void releasesEveryVersionInOrder() throws Exception {
        publish(0);
        publish(1);

        var next = releases.next("production-status", "own-orders", BUILDER, 1, Duration.ZERO);
        var none = releases.next("production-status", "own-orders", BUILDER, 2, Duration.ofMillis(10));

        assertThat(((ProductRelease.Released) next).sequence()).isEqualTo(2);
        assertThat(none).isEqualTo(new ProductRelease.NoneYet());
    }

    @Test
    void refusesUnknownProductsAndDisclosures() {
        publish(0);

        assertThat(releases.newest("prices", "own-orders", BUILDER)).isInstanceOf(ProductRelease.Refused.class);
        assertThat(releases.newest("../production-status", "own-orders", BUILDER))
                .isInstanceOf(ProductRelease.Refused.class);
        assertThat(releases.newest("production-status", "prices", BUILDER)).isInstanceOf(ProductRelease.Refused.class);
    }

    @Test
    void refusesAParticipantWithoutCustomerNumber() {
        publish(0);

        assertThat(releases.newest("production-status", "own-orders", Asker.of("did:web:x.example", List.of())))
                .isInstanceOf(ProductRelease.Refused.class);
    }

    @Test
    void refusesEveryDisclosureOfAFileWithOneMistake() throws Exception {
        publish(0);
        disclosures("own-orders: {rows: own}\nother: {row: own}\n");

        assertThat(((ProductRelease.Refused) releases.newest("production-status", "own-orders", BUILDER)).reason())
                .contains("production-status/disclosures.yaml, other: unknown key \"row\"");
    }

    @Test
    void refusesWhenTheDisclosuresAreGoneOrBroken() throws Exception {
        publish(0);
        disclosures("own-orders: {rows: own\n");
        var broken = releases.newest("production-status", "own-orders", BUILDER);
        Files.delete(products.resolve("production-status/disclosures.yaml"));
        var gone = releases.newest("production-status", "own-orders", BUILDER);

        assertThat(((ProductRelease.Refused) broken).reason()).contains("disclosures.yaml, line ");
        assertThat(((ProductRelease.Refused) gone).reason()).contains("does not exist");
    }
}
