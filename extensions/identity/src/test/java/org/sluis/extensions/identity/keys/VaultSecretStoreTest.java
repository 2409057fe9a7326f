// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.identity.did.Did;

/** Against a server that answers as the key-value engine's documentation says; no real vault runs here. */
class VaultSecretStoreTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOKEN = "hvs.the-token-of-the-test";

    @TempDir
    Path folder;

    private HttpServer vault;
    private Path tokenFile;
    private String stored;
    private long version;

    @BeforeEach
    void openVault() throws IOException {
        vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vault.createContext("/v1/secret/data/sluis", this::answer);
        vault.start();
        tokenFile = Files.createFile(
                folder.resolve("token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, TOKEN);
    }

    @AfterEach
    void closeVault() {
        vault.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
            } else if (exchange.getRequestMethod().equals("GET")) {
                send(exchange, stored == null ? 404 : 200, stored == null ? "{\"errors\":[]}" : stored);
            } else {
                write(exchange);
            }
        }
    }

    private void write(HttpExchange exchange) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody());
        if (body.at("/options/cas").asLong(-1) != version) {
            send(exchange, 400, "{\"errors\":[\"check-and-set parameter did not match the current version\"]}");
            return;
        }
        version++;
        var answer = JSON.createObjectNode();
        answer.putObject("data").set("data", body.get("data"));
        ((com.fasterxml.jackson.databind.node.ObjectNode) answer.get("data"))
                .putObject("metadata")
                .put("version", version);
        stored = answer.toString();
        send(exchange, 200, "{\"data\":{\"version\":" + version + "}}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private VaultSecretStore open() {
        var address = URI.create("http://127.0.0.1:" + vault.getAddress().getPort() + "/v1/secret/data/sluis");
        return VaultSecretStore.open(address, tokenFile, HttpClient.newHttpClient());
    }

    @Test
    void keepsTheSigningKeyAcrossStarts() {
        var did = new Did("did:web:maker.example");

        var first = new KeyStoreSigningKeys(did, open(), Clock.systemUTC()).published();
        var second = new KeyStoreSigningKeys(did, open(), Clock.systemUTC()).published();

        assertThat(second).isEqualTo(first).hasSize(1);
    }

    @Test
    void ofTwoProcessesThatChangeItAtOnceOneIsToldSo() {
        var one = open();
        var other = open();
        one.replace(Map.of("a", new byte[] {1}));

        assertThatThrownBy(() -> other.replace(Map.of("b", new byte[] {2})))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("did not take the change");
        assertThat(other.entries()).isEmpty();
        assertThat(open().entries()).containsOnlyKeys("a");
    }

    @Test
    void aRefusedTokenIsSaidWithTheWayOutAndNeverShown() throws IOException {
        Files.writeString(tokenFile, "hvs.another");

        assertThatThrownBy(this::open)
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("403")
                .hasMessageContaining("identity.vault.tokenFile")
                .hasMessageNotContaining("hvs.another");
    }

    @Test
    void doesNotTakeSomebodyElsesEntryForKeys() {
        stored = "{\"data\":{\"data\":{\"signing-x\":\"not base64!\"},\"metadata\":{\"version\":3}}}";

        assertThatThrownBy(this::open).isInstanceOf(UnusableKeysException.class).hasMessageNotContaining("not base64!");
    }

    @Test
    void saysSoWhenNobodyAnswers() {
        vault.stop(0);

        assertThatThrownBy(this::open)
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("cannot be reached");
    }
}
