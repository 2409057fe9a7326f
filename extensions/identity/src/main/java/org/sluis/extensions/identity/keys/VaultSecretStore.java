// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named secrets in one entry of a HashiCorp Vault's key-value engine, version 2. Read once and kept in memory; a change is
 * written with check-and-set, so that of two processes that change it at once one is told so.
 */
public final class VaultSecretStore implements SecretStore {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;

    private final URI entry;
    private final char[] token;
    private final HttpClient client;
    private Map<String, byte[]> entries = Map.of();
    private long version;

    private VaultSecretStore(URI entry, char[] token, HttpClient client) {
        this.entry = entry;
        this.token = token;
        this.client = client;
    }

    /**
     * Opens the entry, which may be absent yet.
     *
     * @param entry its data address, for example {@code https://vault.example.com:8200/v1/secret/data/sluis}
     * @param client trusts the vault's certificate and follows no redirect
     * @throws UnusableKeysException if the vault does not give it
     */
    public static VaultSecretStore open(URI entry, java.nio.file.Path tokenFile, HttpClient client) {
        var store = new VaultSecretStore(entry, KeyStorePassword.read(tokenFile), client);
        store.load();
        return store;
    }

    @Override
    public synchronized Map<String, byte[]> entries() {
        var copies = new LinkedHashMap<String, byte[]>();
        entries.forEach((name, bytes) -> copies.put(name, bytes.clone()));
        return Collections.unmodifiableMap(copies);
    }

    @Override
    public synchronized void replace(Map<String, byte[]> next) {
        var body = JSON.createObjectNode();
        body.putObject("options").put("cas", version);
        var data = body.putObject("data");
        next.forEach((name, bytes) -> data.put(name, Base64.getEncoder().encodeToString(bytes)));
        var answer = send(request()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
        if (answer.statusCode() != 200) {
            throw refused("did not take the change", answer.statusCode());
        }
        version = parse(answer).path("data").path("version").asLong(version + 1);
        entries = new LinkedHashMap<>(next);
    }

    private void load() {
        var answer = send(request().GET().build());
        if (answer.statusCode() == NOT_FOUND) {
            return;
        }
        if (answer.statusCode() != 200) {
            throw refused("does not give the entry", answer.statusCode());
        }
        var found = parse(answer).path("data");
        version = found.path("metadata").path("version").asLong();
        var read = new LinkedHashMap<String, byte[]>();
        try {
            found.path("data")
                    .properties()
                    .forEach(field -> read.put(
                            field.getKey(),
                            Base64.getDecoder().decode(field.getValue().asText())));
        } catch (IllegalArgumentException e) {
            // INVARIANT: the decoder's message may quote the secret, so it is not passed on
            throw new UnusableKeysException("The vault's entry " + entry
                    + " is not one that this connector wrote. Restore an older version of it.");
        }
        entries = read;
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(entry)
                .timeout(TIMEOUT)
                .header("X-Vault-Token", new String(token))
                .header("X-Vault-Request", "true");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UnusableKeysException(
                    "The vault at " + entry + " cannot be reached: "
                            + e.getClass().getSimpleName() + ". Check identity.vault.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableKeysException("Interrupted while waiting for the vault at " + entry + ".", e);
        }
    }

    private JsonNode parse(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            // INVARIANT: the parser's message may quote the secret, so it is not passed on
            throw new UnusableKeysException("The vault at " + entry + " answered something that is not JSON.");
        }
    }

    private UnusableKeysException refused(String what, int status) {
        return new UnusableKeysException("The vault at " + entry + " " + what + ": status " + status
                + (status == 403 ? ". Check the token in identity.vault.tokenFile and its policy." : "."));
    }
}
