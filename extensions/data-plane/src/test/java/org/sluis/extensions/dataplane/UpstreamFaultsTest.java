// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.dataplane.ServedDataPlane.http;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.extensions.dataplane.DataPlane.Access;
import org.sluis.extensions.dataplane.DataPlane.UnservableTransferException;

@Timeout(300)
class UpstreamFaultsTest {
    private static final WireMockServer UPSTREAM = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private ServedDataPlane served;

    @BeforeEach
    void serve() throws Exception {
        UPSTREAM.resetAll();
        serveWithPatience(Duration.ofSeconds(20));
    }

    private void serveWithPatience(Duration readTimeout) throws Exception {
        if (served != null) {
            served.close();
        }
        served = new ServedDataPlane(
                new Limits(8, 8, 8, 8, readTimeout, Duration.ofSeconds(20)), ServedDataPlane.httpSource(readTimeout));
        served.agreeOn("odrl:count", "odrl:lteq", "1");
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @BeforeAll
    static void startUpstream() {
        UPSTREAM.start();
    }

    @AfterAll
    static void stopUpstream() {
        UPSTREAM.stop();
    }

    private Access access(String path) throws Exception {
        return served.access(http(UPSTREAM.baseUrl() + path));
    }

    /** The use that was reserved for the failure is there for a second try. */
    private void assertThatNothingWasCounted(Access access) throws Exception {
        UPSTREAM.resetAll();
        UPSTREAM.stubFor(get("/d").willReturn(aResponse().withBody("data")));
        var second = served.get(access);
        for (var i = 0; i < 20 && second.statusCode() == 504; i++) {
            second = served.get(access);
        }
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo("data");
        assertThat(served.get(access).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "404, 404, 404",
        "410, 404, 410",
        "400, 502, 400",
        "401, 502, 401",
        "403, 502, 403",
        "500, 502, 500",
        "502, 502, 502",
        "599, 502, 599",
        "503, 503, 503",
        "429, 503, 429",
        "301, 502, redirect",
        "302, 502, redirect",
        "204, 502, 204",
        "206, 502, 206"
    })
    void passesTheFaultOnAndCountsNoUse(int status, int answered, String named) throws Exception {
        UPSTREAM.stubFor(get("/d")
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", UPSTREAM.baseUrl() + "/elsewhere")
                        .withBody(status == 204 ? "" : "internal-host.local")));
        var access = access("/d");

        var response = served.get(access);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(answered);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains(named).doesNotContain("internal-host", UPSTREAM.baseUrl());
        UPSTREAM.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
        assertThatNothingWasCounted(access);
    }

    @Test
    void answers504WhenTheSourceDoesNotAnswerInTime() throws Exception {
        UPSTREAM.stubFor(get("/d").willReturn(aResponse().withFixedDelay(5000)));
        serveWithPatience(Duration.ofSeconds(1));
        var access = access("/d");

        assertThat(served.get(access).statusCode()).isEqualTo(504);

        assertThatNothingWasCounted(access);
    }

    @Test
    void answers502WhenNobodyListens() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        var response = served.get(served.access(http("http://127.0.0.1:" + port + "/secret-path")));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).doesNotContain("secret-path", String.valueOf(port));
    }

    @Test
    void answers502WhenTheHostHasNoAddress() throws Exception {
        var response = served.get(served.access(http("http://no-such-host.invalid/d")));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).doesNotContain("no-such-host");
    }

    @ParameterizedTest
    @CsvSource({"EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE", "CONNECTION_RESET_BY_PEER"})
    void answers502WhenTheSourceDoesNotSpeakHttp(Fault fault) throws Exception {
        UPSTREAM.stubFor(get("/d").willReturn(aResponse().withFault(fault)));
        var access = access("/d");

        assertThat(served.get(access).statusCode()).isEqualTo(502);

        assertThatNothingWasCounted(access);
    }

    @Test
    void breaksTheBodyWhenTheSourceBreaksOffInTheMiddle() throws Exception {
        try (var breaking = new BreakingSource("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", 50_000, false)) {
            var access = served.access(http(breaking.address()));

            assertThatThrownBy(() -> served.get(access)).isInstanceOf(IOException.class);
            assertThat(served.get(access).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void breaksTheBodyWhenAChunkedSourceBreaksOffInTheMiddle() throws Exception {
        try (var breaking =
                new BreakingSource("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nC350\r\n", 50_000, false)) {
            var access = served.access(http(breaking.address()));

            assertThatThrownBy(() -> served.get(access)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void breaksTheBodyWhenTheSourceFallsSilentInTheMiddle() throws Exception {
        try (var silent = new BreakingSource("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", 50_000, true)) {
            serveWithPatience(Duration.ofSeconds(2));
            var access = served.access(http(silent.address()));

            assertThatThrownBy(() -> served.get(access)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void keepsWhatTheConsumerSendsFromTheSourceAndAddsWhatIsConfigured() throws Exception {
        UPSTREAM.stubFor(get(urlEqualTo("/base/d?q=1")).willReturn(aResponse().withBody("data")));
        var access = served.access(new SourceAddress(
                "HttpData",
                Map.of(
                        "baseUrl", UPSTREAM.baseUrl() + "/base",
                        "path", "d",
                        "queryParams", "q=1",
                        "authKey", "X-Key",
                        "secretName", "upstream",
                        "header:X-System", "erp")));

        var response = served.send(served.request(access, "?purpose=urn:p")
                .header("X-Consumer", "1")
                .header("Cookie", "a=b")
                .build());

        assertThat(response.body()).isEqualTo("data");
        var seen = UPSTREAM.findAll(getRequestedFor(urlEqualTo("/base/d?q=1"))).get(0);
        assertThat(seen.getHeader("X-Key")).isEqualTo("s3cret");
        assertThat(seen.getHeader("X-System")).isEqualTo("erp");
        assertThat(seen.getHeaders().keys()).doesNotContain("Authorization", "X-Consumer", "Cookie", "Sluis-Purpose");
    }

    @Test
    void answers502WhenTheSecretIsMissing() throws Exception {
        var access = served.access(new SourceAddress(
                "HttpData", Map.of("baseUrl", UPSTREAM.baseUrl() + "/d", "authKey", "X", "secretName", "gone")));

        var response = served.get(access);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(UPSTREAM.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "baseUrl, ftp://127.0.0.1/d",
        "baseUrl, ''",
        "baseUrl, not a url",
        "method, POST",
        "proxyPath, true",
        "proxyQueryParams, true",
        "header:Host, other",
        "unheardOf, 1"
    })
    void refusesAnAddressItCannotServeWhenTheTransferStarts(String property, String value) {
        var properties = new java.util.HashMap<>(Map.of("baseUrl", "http://127.0.0.1/d"));
        properties.put(property, value);

        assertThatThrownBy(() -> served.access(new SourceAddress("HttpData", properties)))
                .isInstanceOf(UnservableTransferException.class)
                .hasMessageContaining("data address");
    }

    @Test
    void refusesATypeItDoesNotKnow() {
        assertThatThrownBy(() -> served.access(new SourceAddress("AmazonS3", Map.of())))
                .isInstanceOf(UnservableTransferException.class)
                .hasMessageContaining("HttpData");
    }

    /** Sends a head and some bytes, and then closes or falls silent. */
    private static final class BreakingSource implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        BreakingSource(String head, int bytes, boolean silent) throws IOException {
            var thread = new Thread(() -> {
                try (var connection = listener.accept()) {
                    connection.getInputStream().read(new byte[8192]);
                    connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                    connection.getOutputStream().write(new byte[bytes]);
                    connection.getOutputStream().flush();
                    if (silent) {
                        TimeUnit.SECONDS.sleep(20);
                    }
                } catch (IOException e) {
                    // the test is over
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        String address() {
            return "http://127.0.0.1:" + listener.getLocalPort() + "/d";
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
