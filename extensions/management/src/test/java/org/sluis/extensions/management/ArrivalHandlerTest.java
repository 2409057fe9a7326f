// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.ReceivedBody;
import org.sluis.policies.usage.UnverifiedRefusals;

/** What is taken of what others send to the address of a push, over real sockets. */
@Timeout(60)
class ArrivalHandlerTest {

    private static final Agreement AGREEMENT = new Agreement(
            "a1",
            Agreement.Side.CONSUMER,
            "did:web:maker.example",
            "did:web:builder.example",
            "urn:d",
            Instant.EPOCH,
            "{}",
            "00",
            AgreementState.ACTIVE,
            Optional.empty());

    @TempDir
    private Path folder;

    private final InMemoryDecisions decisions = new InMemoryDecisions();
    private final List<ReceivedBody> received = new CopyOnWriteArrayList<>();
    private final Server server = new Server();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile boolean unrecordable;
    private Arrivals arrivals;
    private Arrival arrival;
    private int port;

    @BeforeEach
    void listen() throws Exception {
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.open();
        port = connector.getLocalPort();
        arrivals = new Arrivals(URI.create("http://127.0.0.1:" + port + ArrivalHandler.PATH), Clock.systemUTC());
        var place = new ArrivedBody.Place(folder, 100_000, this::record, Clock.systemUTC());
        var refusals = new UnverifiedRefusals(decisions, "pushes", Clock.systemUTC());
        server.setHandler(new Handler.Sequence(new ArrivalHandler(arrivals, place, refusals), new DefaultHandler()));
        server.start();
        arrival = arrivals.expect(AGREEMENT);
        arrival.under("t1");
    }

    private void record(ReceivedBody body) throws RecordUnavailableException {
        if (unrecordable) {
            throw new RecordUnavailableException("the log is away", null);
        }
        received.add(body);
    }

    @AfterEach
    void close() {
        LifeCycle.stop(server);
    }

    private int send(String secret, String use, String body) throws Exception {
        var request = HttpRequest.newBuilder(arrival.address())
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", secret)
                .header("Content-Type", "application/json")
                .header("Sluis-Use", use)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private long files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void takesABodyOnceWhenItIsOnRecord() throws Exception {
        var use = UUID.randomUUID();

        assertThat(send(arrival.secret(), use.toString(), "{\"a\":1}")).isEqualTo(200);
        assertThat(send(arrival.secret(), UUID.randomUUID().toString(), "{\"a\":2}"))
                .isEqualTo(200);

        var taken = arrival.taken().orElseThrow();
        assertThat(Files.readString(taken.file())).isEqualTo("{\"a\":1}");
        assertThat(taken.headers()).containsEntry("Content-Type", "application/json");
        assertThat(received).hasSize(1);
        assertThat(received.get(0).use()).isEqualTo(use);
        assertThat(received.get(0).transfer()).isEqualTo("t1");
        assertThat(received.get(0).bytes()).isEqualTo(7);
        assertThat(files()).isOne();
    }

    @Test
    void takesNothingFromWhoDoesNotKnowTheSecretAndPutsThatOnRecord() throws Exception {
        assertThat(send("Bearer guess", "x", "{}")).isEqualTo(404);
        assertThat(send("", "x", "{}")).isEqualTo(404);

        var none = Optional.<String>empty();
        assertThat(decisions.list(new Decisions.Query(none, none, none, Optional.empty(), 10)))
                .hasSize(2)
                .allSatisfy(record -> {
                    assertThat(record.reasons().get(0).code()).isEqualTo("push-not-expected");
                    assertThat(record.toString()).doesNotContain(arrival.id(), "guess");
                });
        assertThat(received).isEmpty();
        assertThat(files()).isZero();
    }

    @Test
    void takesNothingThatNobodyWaitsForAnyMore() throws Exception {
        arrivals.close(arrival);

        assertThat(send(arrival.secret(), "x", "{}")).isEqualTo(410);
        assertThat(received).isEmpty();
    }

    @Test
    void takesNothingThatCannotBePutOnRecordUntilItCan() throws Exception {
        unrecordable = true;
        var use = UUID.randomUUID().toString();
        assertThat(send(arrival.secret(), use, "{}")).isEqualTo(503);
        assertThat(arrival.taken()).isEmpty();
        assertThat(files()).isZero();

        unrecordable = false;

        assertThat(send(arrival.secret(), use, "{}")).isEqualTo(200);
    }

    @Test
    void takesNoBodyThatIsTooLarge() throws Exception {
        assertThat(send(arrival.secret(), UUID.randomUUID().toString(), "a".repeat(100_001)))
                .isEqualTo(413);
        assertThat(files()).isZero();
        assertThat(received).isEmpty();
    }

    @Test
    void keepsNothingOfABodyThatBreaksOffAndTakesTheNext() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var head = "POST " + arrival.address().getPath() + " HTTP/1.1\r\nHost: a\r\nAuthorization: "
                    + arrival.secret() + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            await(arrival::isReceiving);
        }
        await(() -> !arrival.isReceiving());
        assertThat(arrival.taken()).isEmpty();
        assertThat(files()).isZero();

        assertThat(send(arrival.secret(), UUID.randomUUID().toString(), "{}")).isEqualTo(200);
    }

    @Test
    void twoAtOnceAreNotTaken() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var head = "POST " + arrival.address().getPath() + " HTTP/1.1\r\nHost: a\r\nAuthorization: "
                    + arrival.secret() + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            await(arrival::isReceiving);

            assertThat(send(arrival.secret(), UUID.randomUUID().toString(), "{}"))
                    .isEqualTo(503);
        }
    }

    @Test
    void whoSaysToSendOnlyWhenWantedIsAnsweredBefore() throws Exception {
        arrivals.close(arrival);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var head = "POST " + arrival.address().getPath() + " HTTP/1.1\r\nHost: a\r\nAuthorization: "
                    + arrival.secret() + "\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(answer).isEqualTo("HTTP/1.1 410");
        }
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        for (var i = 0; i < 2_000 && !wanted.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }
}
