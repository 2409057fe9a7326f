// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.extensions.dataplane.ServedDataPlane.http;

import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.DeliveredBody;

/** What the data plane says it sent, against what a client got. */
@Timeout(60)
class DeliveredBodiesTest {

    private Upstream upstream;
    private ServedDataPlane served;

    @BeforeEach
    void serve() throws Exception {
        upstream = new Upstream();
        served = new ServedDataPlane(ServedDataPlane.httpSource(Duration.ofSeconds(10)), new NoBytes());
    }

    @AfterEach
    void close() {
        served.close();
        upstream.close();
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        for (var i = 0; i < 1_000 && !wanted.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }

    private DeliveredBody only() throws InterruptedException {
        await(() -> !served.delivered.isEmpty());
        assertThat(served.delivered).hasSize(1);
        return served.delivered.get(0);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** The first bytes of every body of the upstream. */
    private static byte[] firstBytes(long count) {
        var bytes = new byte[Math.toIntExact(count)];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = Upstream.at(i);
        }
        return bytes;
    }

    @Test
    void countAndHashAreThoseOfWhatTheClientGot() throws Exception {
        for (var length : new int[] {0, 1, 65_535, 65_536, 3_000_001}) {
            served.delivered.clear();
            var access = served.access(http(upstream.address(String.valueOf(length))));

            var response = served.client().send(served.request(access, "").build(), BodyHandlers.ofByteArray());

            assertThat(response.statusCode()).isEqualTo(200);
            var sent = only();
            assertThat(sent.bytes()).isEqualTo(length);
            assertThat(sent.sha256()).isEqualTo(sha256(response.body()));
            assertThat(sent.whole()).isTrue();
            assertThat(sent.use())
                    .isEqualTo(UUID.fromString(
                            response.headers().firstValue("Sluis-Use").orElseThrow()));
            assertThat(sent.agreement()).isEqualTo(ServedDataPlane.agreementOf(access));
            assertThat(sent.transfer()).isEqualTo("transfer-of-" + sent.agreement());
            assertThat(sent.consumer()).isEqualTo(ServedDataPlane.CONSUMER);
            assertThat(sent.dataset()).isEqualTo(ServedDataPlane.DATASET);
        }
    }

    @Test
    void aBodyThatIsCutIsNotWholeAndItsFiguresCoverWhatWasRead() throws Exception {
        var access = served.access(http(upstream.address("endless")));
        long got;
        try (var client = new RawClient(served.port(), 1 << 16)) {
            client.get(access);
            client.head();
            got = client.read(new byte[1 << 16]);
            served.agreements.end(ServedDataPlane.agreementOf(access), AgreementState.REVOKED, "over");
            got += client.drain();
        }

        var sent = only();
        assertThat(sent.whole()).isFalse();
        // an endless body has no length, so its chunks are framed: the client read more than the body's bytes
        assertThat(sent.bytes()).isGreaterThan(got * 9 / 10);
        assertThat(sent.sha256()).isEqualTo(sha256(firstBytes(sent.bytes())));
    }

    @Test
    void aReaderThatGoesAwayLeavesABodyThatIsNotWhole() throws Exception {
        var access = served.access(http(upstream.address("50000000")));
        try (var client = new RawClient(served.port(), 4096)) {
            client.get(access);
            client.head();
        }

        var sent = only();
        assertThat(sent.whole()).isFalse();
        assertThat(sent.bytes()).isLessThan(50_000_000);
        assertThat(sent.sha256()).isEqualTo(sha256(firstBytes(sent.bytes())));
    }

    @Test
    void aSourceThatBreaksOffLeavesABodyThatIsNotWhole() throws Exception {
        var access = served.access(http(upstream.address("50000000")));
        try (var client = new RawClient(served.port(), 4096)) {
            client.get(access);
            client.head();
            upstream.close();
            client.drain();
        }

        assertThat(only().whole()).isFalse();
    }

    @Test
    void nothingWasDeliveredWhereNothingLeft() throws Exception {
        var access = served.access(new SourceAddress("NoBytes", Map.of()));
        assertThat(served.get(access).statusCode()).isEqualTo(204);
        var denied = served.access(http(upstream.address("10")));
        served.agreements.end(ServedDataPlane.agreementOf(denied), AgreementState.ENDED, "over");
        assertThat(served.get(denied).statusCode()).isEqualTo(403);

        TimeUnit.MILLISECONDS.sleep(100);

        assertThat(served.delivered).isEmpty();
    }

    @Test
    void whatCannotBeKeptIsKeptLaterAndOnce() throws Exception {
        served.deliveryFailure = new IllegalStateException("the database is away");
        var access = served.access(http(upstream.address("10")));
        for (var i = 0; i < 20; i++) {
            assertThat(served.get(access).statusCode()).isEqualTo(200);
        }
        assertThat(served.delivered).isEmpty();

        served.deliveryFailure = null;

        await(() -> served.delivered.size() >= 20);
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(served.delivered).hasSize(20).extracting(DeliveredBody::use).doesNotHaveDuplicates();
    }
}
