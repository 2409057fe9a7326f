// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.dataplane.DataPlane.Access;
import org.sluis.extensions.products.InMemoryProductVersions;
import org.sluis.extensions.products.ProductReleases;
import org.sluis.extensions.products.ProductVersion;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;

@Timeout(300)
class ProductSourceTest {
    private static final SourceAddress OWN_ORDERS =
            new SourceAddress("SluisProduct", Map.of("product", "production-status", "disclosure", "own-orders"));

    @TempDir
    private Path products;

    private final InMemoryProductVersions versions = new InMemoryProductVersions();
    private ServedDataPlane served;

    @BeforeEach
    void serve() throws Exception {
        Files.createDirectories(products.resolve("production-status"));
        Files.writeString(products.resolve("production-status/disclosures.yaml"), "own-orders: {rows: own}\n");
        served = servedTo(List.of("10021"));
    }

    private ServedDataPlane servedTo(List<String> customers) throws Exception {
        var builder = new Partner(
                "builder", ServedDataPlane.CONSUMER, "http://127.0.0.1:1/dsp", customers, Optional.of("NL"));
        return new ServedDataPlane(new ProductSource(
                versions,
                new ProductReleases(products, versions, ServedDataPlane.ISSUER),
                new Partners(List.of(builder))));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private void publish(long after) {
        var body = "{\"schemaVersion\":\"1.0.0\",\"validAsOf\":\"2026-11-21\",\"source\":{},\"quality\":{},\"rows\":["
                + "{\"customer\":{\"number\":\"10021\"},\"item\":\"mine\",\"quantity\":" + after + "},"
                + "{\"customer\":{\"number\":\"10044\"},\"item\":\"theirs\"}]}";
        var content = new ProductVersion.Content("production-status", Instant.now(), body, "00", "erp.csv", "00");
        assertThat(versions.append(content, after)).isPresent();
    }

    private HttpResponse<String> get(Access access, String query) throws Exception {
        return served.send(served.request(access, query).build());
    }

    private CompletableFuture<HttpResponse<String>> getting(Access access, String query) {
        return served.client().sendAsync(served.request(access, query).build(), BodyHandlers.ofString());
    }

    private void awaitWaiting(int count) throws InterruptedException {
        for (var i = 0; i < 3000 && served.dataPlane.waitingRequests() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(served.dataPlane.waitingRequests()).isEqualTo(count);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void deliversTheNewestVersionAsTheConsumerMaySeeIt() throws Exception {
        publish(0);
        publish(1);

        var response = get(served.access(OWN_ORDERS), "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("mine").doesNotContain("theirs");
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "Sluis-Sequence")).isEqualTo("2");
        var digest = MessageDigest.getInstance("SHA-256").digest(response.body().getBytes(StandardCharsets.UTF_8));
        assertThat(header(response, "ETag")).isEqualTo('"' + HexFormat.of().formatHex(digest) + '"');
    }

    @Test
    void deliversEachVersionInOrderAndThenNothingWithoutCountingThat() throws Exception {
        publish(0);
        publish(1);
        served.agreeOn("odrl:count", "odrl:lteq", "2");
        var access = served.access(OWN_ORDERS);

        assertThat(header(get(access, "?after=0"), "Sluis-Sequence")).isEqualTo("1");
        assertThat(get(access, "?after=2").statusCode()).isEqualTo(204);
        assertThat(get(access, "?after=2&wait=1").statusCode()).isEqualTo(204);
        assertThat(header(get(access, "?after=1"), "Sluis-Sequence")).isEqualTo("2");
        assertThat(get(access, "?after=0").statusCode()).isEqualTo(403);
    }

    @Test
    void waitsForTheNextVersion() throws Exception {
        publish(0);
        var access = served.access(OWN_ORDERS);
        var waiting = getting(access, "?after=1&wait=20");
        awaitWaiting(1);
        assertThat(waiting).isNotDone();

        publish(1);
        var response = waiting.get(15, TimeUnit.SECONDS);

        assertThat(header(response, "Sluis-Sequence")).isEqualTo("2");
    }

    @Test
    void decidesWhenTheDataIsThereNotWhenTheWaitBegan() throws Exception {
        publish(0);
        served.agreeOn("odrl:count", "odrl:lteq", "1");
        var access = served.access(OWN_ORDERS);
        var waiting = getting(access, "?after=1&wait=20");
        awaitWaiting(1);
        assertThat(get(access, "").statusCode()).isEqualTo(200);

        publish(1);

        assertThat(waiting.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(403);
    }

    @Test
    void deniesAtOnceWhenTheAgreementEndsDuringTheWait() throws Exception {
        publish(0);
        var access = served.access(OWN_ORDERS);
        var waiting = getting(access, "?after=1&wait=20");
        awaitWaiting(1);

        served.agreements.end(ServedDataPlane.agreementOf(access), AgreementState.REVOKED, "withdrawn");

        assertThat(waiting.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(403);
        assertThat(served.denials()).hasSize(1);
    }

    @Test
    void deniesAtOnceWhenTheTransferIsStoppedAsItsTimeIsOver() throws Exception {
        publish(0);
        served.agreeOn("sluis:sinceAgreement", "odrl:lteq", "PT4S");
        var access = served.access(OWN_ORDERS);
        var waiting = getting(access, "?after=1&wait=20");
        awaitWaiting(1);
        Thread.sleep(4500);

        served.dataPlane.terminate("transfer-of-" + ServedDataPlane.agreementOf(access), "the agreement is over");

        assertThat(waiting.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(403);
    }

    @Test
    void deniesBeforeItWaits() throws Exception {
        publish(0);
        var access = served.access(OWN_ORDERS);
        served.agreements.end(ServedDataPlane.agreementOf(access), AgreementState.REVOKED, "withdrawn");

        assertThat(getting(access, "?after=1&wait=20").get(15, TimeUnit.SECONDS).statusCode())
                .isEqualTo(403);
    }

    @Test
    void letsOneConsumerWaitOnlySoOften() throws Exception {
        publish(0);
        var access = served.access(OWN_ORDERS);
        var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < 4; i++) {
            waiting.add(getting(access, "?after=1&wait=20"));
        }
        awaitWaiting(4);

        assertThat(get(access, "?after=1&wait=20").statusCode()).isEqualTo(429);
        publish(1);

        for (var wait : waiting) {
            assertThat(wait.get(15, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(get(access, "?after=1&wait=20").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatNothingWasPublishedYet() throws Exception {
        var response = get(served.access(OWN_ORDERS), "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("has not published production-status yet");
    }

    @Test
    void keepsTheReasonsOfAWrongSetUpAtHome() throws Exception {
        publish(0);
        served.close();
        served = servedTo(List.of());

        var response = get(served.access(OWN_ORDERS), "");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("has not set up this data for you").doesNotContain(products.toString());
    }
}
