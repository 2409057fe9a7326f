// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.web.Outbound.Link;
import org.sluis.extensions.web.Outbound.OutboundException;
import org.sluis.extensions.web.Outbound.OutboundRequest;

/** Against real sockets that misbehave. */
@Timeout(30)
class BoundedOutboundTest {

    private static final Duration AT_MOST = Duration.ofMillis(3_600);

    private final BoundedOutbound outbound = outbound(new AddressPolicy(Set.of(), true), Dns.SYSTEM);
    private final List<AutoCloseable> open = new ArrayList<>();

    private static BoundedOutbound outbound(AddressPolicy policy, Dns dns) {
        return BoundedOutbound.of(new Peers(new GuardedDns(policy, dns, Duration.ofSeconds(1)), Trust.system()));
    }

    private <T extends AutoCloseable> T closing(T one) {
        open.add(one);
        return one;
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open) {
            one.close();
        }
    }

    private static OutboundException failure(Outbound outbound, URI address) {
        return catchThrowableOfType(OutboundException.class, () -> outbound.get(address, "application/json"));
    }

    @Test
    void givesTheAnswerAsItIs() throws Exception {
        var server = closing(
                RawServer.saying(
                        "HTTP/1.1 404 No\r\nContent-Type: Application/JSON; charset=utf-8\r\nDate: x\r\nContent-Length: 4\r\n\r\n\"ü\""));

        var answer = outbound.get(server.at("localhost", "/a?b=c"), "application/json");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("\"ü\"");
        assertThat(answer.headers()).containsEntry("Date", "x");
        assertThat(server.heads().get(0))
                .startsWith("GET /a?b=c HTTP/1.1\n")
                .contains("Accept: application/json\n")
                .contains("Accept-Encoding: identity\n");
    }

    @Test
    void sendsABodyWithTheGivenHeaders() throws Exception {
        var server = closing(RawServer.saying("HTTP/1.1 204 No\r\n\r\n"));

        var answer = outbound.send(new OutboundRequest(
                "POST",
                server.at("localhost", "/"),
                Map.of("Content-Type", "application/json", "Authorization", "Bearer x"),
                "{}"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(server.heads().get(0))
                .contains("Content-Type: application/json\n", "Authorization: Bearer x\n", "Content-Length: 2\n");
    }

    @Test
    void followsNoRedirect() throws Exception {
        var canary = closing(RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var server = closing(RawServer.saying(
                "HTTP/1.1 302 Found\r\nLocation: " + canary.at("localhost", "/") + "\r\nContent-Length: 0\r\n\r\n"));

        var answer = outbound.get(server.at("localhost", "/"), "*/*");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(canary.connections()).isZero();
    }

    @Test
    void sendsNothingTwiceWhenThePeerAsksForIt() throws Exception {
        var server = closing(RawServer.saying("HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"));

        var answer = outbound.get(server.at("localhost", "/"), "*/*");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0"})
    void connectsToNoLoopbackAddressUnlessItIsAllowed(String host) throws Exception {
        var canary = closing(RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var strict = outbound(new AddressPolicy(Set.of(), false), Dns.SYSTEM);

        var plain = failure(strict, URI.create("http://" + host + ":" + canary.port() + "/"));
        var tls = failure(strict, URI.create("https://" + host + ":" + canary.port() + "/"));

        assertThat(plain.link()).isEqualTo(Link.FORBIDDEN);
        assertThat(tls.link()).isIn(Link.FORBIDDEN, Link.NAME);
        assertThat(canary.connections()).isZero();
    }

    @Test
    void connectsToTheAddressThatWasCheckedWhateverTheNameServerSaysNext() throws Exception {
        var canary = closing(RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var asked = new AtomicInteger();
        Dns rebinding =
                host -> List.of(InetAddress.getByName(asked.incrementAndGet() == 1 ? "192.31.196.1" : "127.0.0.1"));
        var strict = outbound(new AddressPolicy(Set.of(), false), rebinding).within(Duration.ofMillis(500));

        var first = failure(strict, URI.create("https://evil.example:" + canary.port() + "/"));
        var second = failure(strict, URI.create("https://evil.example:" + canary.port() + "/"));

        assertThat(first.link()).isIn(Link.ROUTE, Link.TIME);
        assertThat(second.link()).isEqualTo(Link.FORBIDDEN);
        assertThat(asked).hasValue(2);
        assertThat(canary.connections()).isZero();
    }

    /** A public address at which nobody is (AS112). */
    private static InetAddress unreachable() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {(byte) 192, 31, (byte) 196, 1});
    }

    @Test
    void refusesANameWithOnePrivateAddressAmongPublicOnes() throws Exception {
        var canary = closing(RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        Dns mixed = host -> List.of(unreachable(), InetAddress.getLoopbackAddress());

        var refused = failure(
                outbound(new AddressPolicy(Set.of(), false), mixed),
                URI.create("https://evil.example:" + canary.port() + "/"));

        assertThat(refused.link()).isEqualTo(Link.FORBIDDEN);
        assertThat(canary.connections()).isZero();
    }

    @Test
    void sendsNothingInPlainToAnAllowedNameThatIsNotLoopback() throws Exception {
        var canary = closing(RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        Dns local = host -> List.of(InetAddress.getLoopbackAddress());

        var refused = failure(
                outbound(new AddressPolicy(Set.of("partner.example"), true), local), canary.at("partner.example", "/"));

        assertThat(refused.link()).isEqualTo(Link.FORBIDDEN);
        assertThat(refused).hasMessageContaining("https");
        assertThat(canary.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://localhost/x", "file:///etc/passwd", "https://user:secret@localhost/"})
    void asksOnlyHttpAddressesWithoutCredentials(String address) {
        var refused = failure(outbound, URI.create(address));

        assertThat(refused.link()).isEqualTo(Link.FORBIDDEN);
        assertThat(refused.getMessage()).doesNotContain("secret");
    }

    @Test
    void stopsReadingAHugeAnswerAtTheLimit() throws Exception {
        var written = new AtomicInteger();
        var server = closing(new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (var block = 0; block < 100; block++) {
                out.write(new byte[1 << 20]);
                written.incrementAndGet();
            }
        }));

        var refused = failure(outbound, server.at("localhost", "/"));

        assertThat(refused.link()).isEqualTo(Link.SIZE);
        assertThat(written.get()).as("MiB written").isLessThan(20);
    }

    @Test
    void readsNothingOfAnAnswerThatSaysItIsHuge() throws Exception {
        var server = closing(RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n"));

        assertThat(failure(outbound, server.at("localhost", "/")).link()).isEqualTo(Link.SIZE);
        assertThat(failure(outbound.upTo(10), server.at("localhost", "/")).getMessage())
                .contains("10 bytes");
    }

    @Test
    void unpacksNoGzipBomb() throws Exception {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            for (var block = 0; block < 100; block++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        var server = closing(new RawServer(out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            bomb.writeTo(out);
        }));

        var refused = failure(outbound, server.at("localhost", "/"));

        assertThat(refused.link()).isEqualTo(Link.ANSWER);
        assertThat(refused).hasMessageContaining("encoded");
    }

    @Test
    void givesUpAnAnswerThatDripsWithinThreeSeconds() throws Exception {
        var server = closing(new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            drip(out);
        }));

        assertThat(timed(() -> assertThat(
                                failure(outbound, server.at("localhost", "/")).link())
                        .isEqualTo(Link.TIME)))
                .isLessThan(AT_MOST);
    }

    private static void drip(OutputStream out) throws Exception {
        for (var second = 0; second < 200; second++) {
            out.write('x');
            out.flush();
            Thread.sleep(100);
        }
    }

    @Test
    void givesUpAPeerThatAcceptsAndSaysNothing() throws Exception {
        var server = closing(new RawServer(out -> Thread.sleep(20_000)));

        assertThat(timed(() -> {
                    assertThat(failure(outbound, server.at("localhost", "/")).link())
                            .isEqualTo(Link.TIME);
                    var tls = URI.create("https://localhost:" + server.port() + "/");
                    assertThat(failure(outbound.within(Duration.ofMillis(300)), tls)
                                    .link())
                            .isEqualTo(Link.TIME);
                }))
                .isLessThan(AT_MOST.plusMillis(400));
    }

    @Test
    void givesUpAHostThatDoesNotAnswerAtAll() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // nobody accepts: once its queue is full, a further connection gets no answer
            for (var i = 0; i < 8; i++) {
                var socket = closing(new Socket());
                socket.setSoTimeout(100);
                try {
                    socket.connect(full.getLocalSocketAddress(), 100);
                } catch (java.io.IOException e) {
                    break;
                }
            }
            var address = URI.create("http://localhost:" + full.getLocalPort() + "/");

            assertThat(timed(() -> assertThat(failure(outbound, address).link()).isIn(Link.ROUTE, Link.TIME)))
                    .isLessThan(AT_MOST);
        }
    }

    @Test
    void givesUpANameServerThatDoesNotAnswer() {
        Dns silent = host -> {
            try {
                Thread.sleep(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };

        var slow = outbound(new AddressPolicy(Set.of(), false), silent);

        assertThat(timed(() -> assertThat(failure(slow, URI.create("https://partner.example/"))
                                .link())
                        .isEqualTo(Link.NAME)))
                .isLessThan(AT_MOST);
    }

    @Test
    void tellsTheLinksApart() throws Exception {
        var plain = closing(RawServer.shouting("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n"));
        var nonsense = closing(RawServer.saying("SSH-2.0-OpenSSH_9.9\r\n"));
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Dns none = host -> {
            throw new UnknownHostException(host);
        };

        assertThat(failure(outbound(new AddressPolicy(Set.of(), false), none), URI.create("https://nobody.example/"))
                        .link())
                .isEqualTo(Link.NAME);
        assertThat(failure(outbound, URI.create("http://localhost:" + closed + "/"))
                        .link())
                .isEqualTo(Link.ROUTE);
        assertThat(failure(outbound, URI.create("https://localhost:" + plain.port() + "/"))
                        .link())
                .isEqualTo(Link.TLS);
        assertThat(failure(outbound, nonsense.at("localhost", "/")).link()).isEqualTo(Link.ANSWER);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static Duration timed(Step step) {
        var start = System.nanoTime();
        try {
            step.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
