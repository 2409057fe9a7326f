// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A company's management API, version 3, as an existing client of EDC uses it. */
final class Management {

    /** The company did not answer, or not with success. */
    static final class CallFailedException extends Exception {
        private CallFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;

    private final String address;
    private final String key;

    Management(String address, String key) {
        this.address = address;
        this.key = key;
    }

    /** Publishes a dataset that everybody may use. */
    void publish(String dataset) throws CallFailedException {
        publish(dataset, "http://127.0.0.1:1/", """
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", "permission": [{"action": "use"}]}""");
    }

    /** Publishes what an upstream serves, under a policy. */
    void publish(String dataset, String upstream, String policy) throws CallFailedException {
        post("/v3/assets", """
                {"@context": {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}, "@id": "%s", "properties": {"name": "%s"},
                 "dataAddress": {"type": "HttpData", "baseUrl": "%s"}}""".formatted(dataset, dataset, upstream));
        post("/v3/policydefinitions", """
                {"@context": {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}, "@id": "use", "policy": %s}""".formatted(policy));
        post("/v3/contractdefinitions", """
                {"@context": {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}, "@id": "all",
                 "accessPolicyId": "use", "contractPolicyId": "use", "assetsSelector": []}""");
    }

    /** A partner's offer of its only dataset, as its catalog shows it. */
    ObjectNode offer(Company partner) throws CallFailedException {
        var catalog = post("/v3/catalog/request", """
                {"@context": {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}, "protocol": "dataspace-protocol-http:2025-1",
                 "counterPartyAddress": "%s/2025-1", "counterPartyId": "%s"}""".formatted(partner.address(), partner.id()));
        var dataset = catalog.path("dataset").path(0);
        if (!(dataset.path("hasPolicy").path(0) instanceof ObjectNode offer)) {
            throw new AssertionError("no offer in " + catalog);
        }
        offer.set("@context", catalog.path("@context"));
        offer.put("assigner", partner.id());
        offer.set("target", dataset.path("@id"));
        return offer;
    }

    /** Begins to negotiate about an offer; returns the id of the negotiation. */
    String negotiate(Company provider, JsonNode offer) throws CallFailedException {
        var answer = post("/v3/contractnegotiations", """
                {"@context": {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}, "protocol": "dataspace-protocol-http:2025-1",
                 "counterPartyAddress": "%s/2025-1", "policy": %s}""".formatted(provider.address(), offer));
        return answer.get("@id").asText();
    }

    /** Begins a transfer under an agreement; returns the id of the transfer. */
    String transfer(Company provider, String agreement) throws CallFailedException {
        var answer = post("/v3/transferprocesses", """
                {"@context": {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}, "protocol": "dataspace-protocol-http:2025-1",
                 "counterPartyAddress": "%s/2025-1", "contractId": "%s", "transferType": "HttpData-PULL"}""".formatted(provider.address(), agreement));
        return answer.get("@id").asText();
    }

    JsonNode negotiation(String id) throws CallFailedException {
        return get("/v3/contractnegotiations/" + id);
    }

    List<JsonNode> negotiations() throws CallFailedException {
        return all("/v3/contractnegotiations/request");
    }

    List<JsonNode> agreements() throws CallFailedException {
        return all("/v3/contractagreements/request");
    }

    List<JsonNode> transfers() throws CallFailedException {
        return all("/v3/transferprocesses/request");
    }

    private List<JsonNode> all(String path) throws CallFailedException {
        var found = new ArrayList<JsonNode>();
        JsonNode page;
        do {
            page = post(path, """
                    {"@context": {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}, "@type": "QuerySpec",
                     "offset": %d, "limit": %d, "sortField": "id", "sortOrder": "ASC"}""".formatted(found.size(), PAGE));
            page.forEach(found::add);
        } while (page.size() == PAGE);
        return found;
    }

    JsonNode get(String path) throws CallFailedException {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, String body) throws CallFailedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Puts other terms in the place of those that {@link #publish} wrote. */
    void publishUnder(String policy) throws CallFailedException {
        send(request("/v3/policydefinitions/use")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("""
                        {"@context": {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}, "@id": "use", "policy": %s}""".formatted(policy)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("X-Api-Key", key)
                .timeout(Duration.ofSeconds(30));
    }

    /** The body of an answer while it comes. */
    InputStream stream(String path) throws CallFailedException {
        return answer(path).body();
    }

    /** An answer while its body comes. */
    record Answer(HttpResponse<InputStream> response) implements AutoCloseable {

        InputStream body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElseThrow();
        }

        @Override
        public void close() throws IOException {
            body().close();
        }
    }

    /** A successful answer; its body is still to come. */
    Answer answer(String path) throws CallFailedException {
        var request = request(path).GET().build();
        try {
            var response = HTTP.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new CallFailedException(
                        request + ": " + response.statusCode() + " "
                                + new String(response.body().readNBytes(10_000), StandardCharsets.UTF_8),
                        null);
            }
            return new Answer(response);
        } catch (IOException e) {
            throw new CallFailedException(request + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailedException(request + ": interrupted", e);
        }
    }

    private static JsonNode send(HttpRequest request) throws CallFailedException {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new CallFailedException(request + ": " + response.statusCode() + " " + response.body(), null);
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new CallFailedException(request + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallFailedException(request + ": interrupted", e);
        }
    }
}
