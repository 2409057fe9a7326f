// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.extensions.web.Outbound.Link;
import org.sluis.extensions.web.Outbound.OutboundException;

@Timeout(30)
class PublicTlsTest {

    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final Logger LOGGER = Logger.getLogger(ReloadedCertificate.class.getName());

    @TempDir
    private Path folder;

    private final Server server = new Server();
    private final List<String> log = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private ReloadedCertificate certificate;
    private Trust trust;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        LOGGER.addHandler(listening);
        Files.writeString(folder.resolve("ca.pem"), AUTHORITY.rootPem());
        trust = Trust.with(folder.resolve("ca.pem"));
    }

    private void start(String certificatePem, String keyPem) throws Exception {
        write(certificatePem, keyPem);
        certificate = ReloadedCertificate.watch(folder.resolve("tls.pem"), folder.resolve("tls.key"), INTERVAL);
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        PublicTls.secure(connector, certificate);
        server.addConnector(connector);
        server.setHandler(new WebHandler("/hello", request -> WebAnswer.text(200, "text/plain", "hello")));
        server.start();
        port = connector.getLocalPort();
    }

    private void write(String certificatePem, String keyPem) throws IOException {
        Files.writeString(folder.resolve("tls.pem"), certificatePem);
        Files.writeString(folder.resolve("tls.key"), keyPem);
    }

    @AfterEach
    void stop() throws Exception {
        LOGGER.removeHandler(listening);
        server.stop();
        if (certificate != null) {
            certificate.close();
        }
    }

    private BigInteger shown() throws Exception {
        try (var socket = socket()) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private SSLSocket socket() throws Exception {
        return (SSLSocket)
                Trust.with(folder.resolve("ca.pem")).sockets().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    private Outbound outbound(Trust believed) {
        var policy = new AddressPolicy(Set.of("localhost"), false);
        return BoundedOutbound.of(new Peers(GuardedDns.system(policy), believed));
    }

    @ParameterizedTest
    @CsvSource({"EC,true", "EC,false", "RSA,true", "RSA,false"})
    void speaksTlsWithEachFormOfKey(String algorithm, boolean pkcs8) throws Exception {
        var issued = AUTHORITY.issue("localhost", algorithm);
        start(issued.certificatePem() + AUTHORITY.rootPem(), pkcs8 ? issued.pkcs8Pem() : issued.traditionalPem());

        var answer = outbound(trust).get(URI.create("https://localhost:" + port + "/hello"), "*/*");

        assertThat(answer.body()).isEqualTo("hello");
    }

    @Test
    void isNotBelievedWithoutTheAuthorityNorUnderAnotherName() throws Exception {
        var issued = AUTHORITY.issue("maker.example", "EC");
        start(issued.certificatePem(), issued.pkcs8Pem());
        var address = URI.create("https://localhost:" + port + "/hello");

        assertThatThrownBy(() -> outbound(Trust.system()).get(address, "*/*"))
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.link()).isEqualTo(Link.TLS));
        assertThatThrownBy(() -> outbound(trust).get(address, "*/*"))
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.link()).isEqualTo(Link.TLS))
                .hasMessageContaining("localhost");
    }

    @Test
    void speaksNoOldTlsAndNoPlainHttp() throws Exception {
        var issued = AUTHORITY.issue("localhost", "EC");
        start(issued.certificatePem(), issued.pkcs8Pem());

        for (var protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (var socket = socket()) {
                socket.setEnabledProtocols(new String[] {protocol});
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            }
        }
        try (var socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write("GET /hello HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("hello");
        }
    }

    @Test
    void showsNewConnectionsANewCertificate() throws Exception {
        var first = AUTHORITY.issue("localhost", "EC");
        start(first.certificatePem(), first.pkcs8Pem());
        assertThat(shown()).isEqualTo(first.certificate().getSerialNumber());
        try (var kept = socket()) {
            kept.startHandshake();
            var second = AUTHORITY.issue("localhost", "RSA");

            write(second.certificatePem(), second.traditionalPem());

            awaitShown(second.certificate().getSerialNumber());
            kept.getOutputStream()
                    .write("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(kept.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .as("a connection that was open goes on")
                    .endsWith("hello");
        }
    }

    private void awaitShown(BigInteger serial) throws Exception {
        for (var look = 0; look < 100 && !shown().equals(serial); look++) {
            Thread.sleep(50);
        }
        assertThat(shown()).isEqualTo(serial);
    }

    @Test
    void keepsTheOldPairWhileTheFilesHoldNone() throws Exception {
        var first = AUTHORITY.issue("localhost", "EC");
        var second = AUTHORITY.issue("localhost", "EC");
        start(first.certificatePem(), first.pkcs8Pem());
        var half = second.certificatePem();

        Files.writeString(folder.resolve("tls.pem"), half.substring(0, half.length() / 2));
        awaitLog("not whole");
        assertThat(shown()).isEqualTo(first.certificate().getSerialNumber());
        Files.writeString(folder.resolve("tls.pem"), half);
        awaitLog("does not belong");
        assertThat(shown()).isEqualTo(first.certificate().getSerialNumber());
        Files.delete(folder.resolve("tls.key"));
        awaitLog("tls.key");
        Thread.sleep(INTERVAL.multipliedBy(6).toMillis());
        assertThat(log).as("one line for each state of the files").hasSize(3);
        assertThat(shown()).isEqualTo(first.certificate().getSerialNumber());
        Files.writeString(folder.resolve("tls.key"), second.traditionalPem());

        awaitShown(second.certificate().getSerialNumber());
        assertThat(String.join("\n", log)).doesNotContain("PRIVATE");
    }

    private void awaitLog(String words) throws InterruptedException {
        for (var look = 0; look < 100 && log.stream().noneMatch(line -> line.contains(words)); look++) {
            Thread.sleep(50);
        }
        assertThat(log).anyMatch(line -> line.startsWith("WARNING") && line.contains(words));
    }

    @Test
    void refusesToStartWithFilesThatHoldNoPair() throws Exception {
        var one = AUTHORITY.issue("localhost", "EC");
        var other = AUTHORITY.issue("localhost", "RSA");
        refuses(one.certificatePem(), other.pkcs8Pem(), "does not belong");
        refuses(one.certificatePem(), AUTHORITY.issue("localhost", "EC").pkcs8Pem(), "does not belong");
        refuses("", one.pkcs8Pem(), "no certificate");
        refuses(one.certificatePem(), "", "no private key");
        refuses(one.certificatePem(), one.certificatePem(), "no private key");
        refuses("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", one.pkcs8Pem(), "not whole");
        Files.delete(folder.resolve("tls.key"));
        assertThatThrownBy(
                        () -> ReloadedCertificate.watch(folder.resolve("tls.pem"), folder.resolve("tls.key"), INTERVAL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tls.key");
    }

    private void refuses(String certificatePem, String keyPem, String reason) throws IOException {
        write(certificatePem, keyPem);
        assertThatThrownBy(
                        () -> ReloadedCertificate.watch(folder.resolve("tls.pem"), folder.resolve("tls.key"), INTERVAL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("tls.key");
    }

    @Test
    void refusesATrustFileWithoutCertificates() throws Exception {
        Files.writeString(folder.resolve("none.pem"), "nothing here\n");

        assertThatThrownBy(() -> Trust.with(folder.resolve("none.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.pem");
    }
}
