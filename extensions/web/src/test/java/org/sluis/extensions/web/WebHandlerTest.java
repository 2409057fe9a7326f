// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WebHandlerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final byte[] BINARY = {(byte) 0xff, 0, (byte) 0x80, '\n'};

    private final Server server = new Server();
    private final AtomicReference<WebRequest> seen = new AtomicReference<>();
    private final CountDownLatch entered = new CountDownLatch(2);
    private final CountDownLatch release = new CountDownLatch(1);
    private int port;

    @BeforeEach
    void start() throws Exception {
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var limits = new WebLimits(1_000, Duration.ofMillis(700), 2);
        server.setHandler(new Handler.Sequence(
                new WebHandler("/things", this::answer, limits),
                new WebHandler("/binary", request -> WebAnswer.binary(200, "application/octet-stream", BINARY.clone())),
                new WebHandler("/text", new EchoedText()),
                new WebHandler("/.well-known/did.json", request -> WebAnswer.text(200, "application/did+json", "{}"))));
        server.start();
        port = connector.getLocalPort();
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        server.stop();
    }

    private WebAnswer answer(WebRequest request) throws WebRefusal {
        seen.set(request);
        return switch (request.path()) {
            case "", "/a" ->
                WebAnswer.json(200, JSON.createObjectNode().put("answer", 42)).with("Cache-Control", "max-age=5");
            case "/wait" -> awaited();
            case "/broken" -> throw new IllegalStateException("secret of the house");
            case "/private" -> throw new WebRefusal(401, "No access with this token", "bring one of ours");
            default -> throw new WebRefusal(404, "Not found", "no such thing");
        };
    }

    private WebAnswer awaited() {
        entered.countDown();
        try {
            release.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return WebAnswer.empty(204);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(to("/things").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private String raw(String text) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void isProblem(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(answer.body()).path("status").asInt()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void answersAtItsPathAndBelow() throws Exception {
        var answer = send(to("/things/a?x=1%202&y=").header("Accept", "application/json"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"answer\":42}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("max-age=5");
        assertThat(seen.get().path()).isEqualTo("/a");
        assertThat(seen.get().query()).containsEntry("x", "1 2").containsEntry("y", "");
        assertThat(seen.get().accept()).hasValue("application/json");
        assertThat(seen.get().bearer()).isEmpty();
        assertThat(send(to("/things")).statusCode()).isEqualTo(200);
    }

    @Test
    void leavesOtherPathsToTheNextHandler() throws Exception {
        assertThat(send(to("/.well-known/did.json")).body()).isEqualTo("{}");
        assertThat(send(to("/thingsandmore")).statusCode()).isEqualTo(404);
        assertThat(send(to("/other")).statusCode()).isEqualTo(404);
        assertThat(seen.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things/../other", "/other/%2e%2e/things/a", "/things/%2e%2e/other"})
    void decidesOnThePathThatIsMeant(String path) throws Exception {
        raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        if (seen.get() != null) {
            assertThat(seen.get().path()).isEqualTo("/a");
        }
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        var answer = raw("HEAD /things HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("Content-Length: 13")
                .endsWith("\r\n\r\n");
        assertThat(seen.get().method()).isEqualTo("GET");
    }

    @Test
    void refusesOtherMethods() throws Exception {
        for (var method : new String[] {"PUT", "DELETE", "PATCH", "OPTIONS", "BREW"}) {
            var answer = send(to("/things").method(method, BodyPublishers.noBody()));

            isProblem(answer, 405);
            assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
        }
    }

    @Test
    void passesOnTheTokenAndTheBody() throws Exception {
        send(to("/things")
                .header("Authorization", "Bearer abc")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString("{\"a\":[1]}")));

        assertThat(seen.get().method()).isEqualTo("POST");
        assertThat(seen.get().bearer()).hasValue("abc");
        assertThat(seen.get().body().orElseThrow().path("a").get(0).asInt()).isEqualTo(1);
    }

    @Test
    void takesNoOtherSchemeForAToken() throws Exception {
        send(to("/things").header("Authorization", "Basic abc"));

        assertThat(seen.get().bearer()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "[]", "1", "null", "{", "{} {}", "{\"a\":NaN}", "\"x\"", "// {}"})
    void refusesABodyThatIsNoStrictJsonObject(String body) throws Exception {
        isProblem(post(body), 400);
        assertThat(seen.get()).isNull();
    }

    @Test
    void refusesDeepJson() throws Exception {
        assertThat(post("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}").statusCode())
                .isEqualTo(200);
        isProblem(post("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"), 400);
    }

    @Test
    void refusesABodyThatIsNotUtf8() throws Exception {
        var answer = send(to("/things")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})));

        isProblem(answer, 400);
    }

    @Test
    void refusesAnotherMediaTypeAndAnEncodedBody() throws Exception {
        isProblem(send(to("/things").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}"))), 415);
        isProblem(send(to("/things").POST(BodyPublishers.ofString("{}"))), 415);
        isProblem(
                send(to("/things")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString("{}"))),
                415);
    }

    @Test
    void refusesABodyThatIsTooLargeWithAndWithoutALength() throws Exception {
        var large = "{\"a\":\"" + "x".repeat(2_000) + "\"}";

        isProblem(post(large), 413);
        isProblem(
                send(to("/things")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> stream(large)))),
                413);
    }

    private static InputStream stream(String text) {
        return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givesUpABodyThatDoesNotCome() throws Exception {
        var answer = raw(
                "POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("Connection: close");
        assertThat(seen.get()).isNull();
    }

    @Test
    void answersARefusalAsAProblem() throws Exception {
        isProblem(send(to("/things/none")), 404);
        var answer = send(to("/things/private"));
        isProblem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).isEqualTo("bring one of ours");
    }

    @Test
    void keepsItsOwnFaultsToItself() throws Exception {
        var answer = send(to("/things/broken"));

        isProblem(answer, 500);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void answersMoreThanItsNumberAtOnceWith503() throws Exception {
        var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < 2; i++) {
            waiting.add(HTTP.sendAsync(to("/things/wait").build(), BodyHandlers.ofString()));
        }
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        var refused = send(to("/things"));

        isProblem(refused, 503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(send(to("/.well-known/did.json")).statusCode())
                .as("others are not affected")
                .isEqualTo(200);
        release.countDown();
        for (var one : waiting) {
            assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void keepsNoThreadForSlowSenders() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 10; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                socket.getOutputStream()
                        .write(
                                "POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"
                                        .getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(post("{}").statusCode()).isEqualTo(200);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void answersBytesThatAreNoText() throws Exception {
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/binary"))
                        .build(),
                BodyHandlers.ofByteArray());

        assertThat(answer.body()).isEqualTo(BINARY);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Length")).contains("4");
    }

    @Test
    void takesPlainTextWhereItIsWantedAndNothingElse() throws Exception {
        assertThat(postTo("/text", "text/plain; charset=utf-8", "{}\n".getBytes(StandardCharsets.UTF_8))
                        .body())
                .isEqualTo("{}\nOptional.empty");
        assertThat(postTo("/text", "application/json", new byte[] {'{', '}'}).statusCode())
                .isEqualTo(415);
        assertThat(postTo("/text", "text/plain", new byte[] {(byte) 0xff}).statusCode())
                .isEqualTo(400);
        assertThat(postTo("/things", "text/plain", new byte[] {'{', '}'}).statusCode())
                .isEqualTo(415);
    }

    /** Answers the text it gets. */
    private static final class EchoedText implements WebResource {
        @Override
        public WebAnswer answer(WebRequest request) {
            return WebAnswer.text(200, "text/plain", request.text().orElse("none") + request.body());
        }

        @Override
        public boolean takesText() {
            return true;
        }
    }

    private HttpResponse<String> postTo(String path, String type, byte[] body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
