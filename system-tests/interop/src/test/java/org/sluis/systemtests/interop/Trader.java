// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/**
 * A connector seen from outside: what its owner does through EDC's management API, which both have.
 *
 * @param id participant identifier
 * @param management base address of its management API
 * @param protocol base address of its DSP
 * @param key of its management API
 */
record Trader(String id, String management, String protocol, String key) {

    static final String KEY = "interop-key";

    private static final String PROTOCOL = "dataspace-protocol-http:2025-1";
    private static final String CONTEXT = "\"@context\": {\"@vocab\": \"https://w3id.org/edc/v0.0.1/ns/\"}";
    private static final String PROFILE = "https://w3id.org/dspace/2025/1/odrl-profile.jsonld";
    private static final Set<String> ENDS = Set.of("FINALIZED", "TERMINATED");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Offers a dataset under a policy of the Sluis profile: use until 2099. */
    void offer(String dataset, String source) {
        publish(dataset, source);
        post("/v3/policydefinitions", """
                {%s, "@id": "%s:policy", "policy": {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set",
                 "permission": [{"action": "use", "constraint": [{"leftOperand": "dateTime", "operator": "lt",
                 "rightOperand": "2099-01-01T00:00:00Z"}]}]}}
                """.formatted(CONTEXT, dataset));
        post("/v3/contractdefinitions", """
                {%s, "@id": "%s:offer", "accessPolicyId": "%s:policy", "contractPolicyId": "%s:policy",
                 "assetsSelector": [{"@type": "CriterionDto", "operandLeft": "https://w3id.org/edc/v0.0.1/ns/id",
                  "operator": "=", "operandRight": "%s"}]}
                """.formatted(CONTEXT, dataset, dataset, dataset, dataset));
    }

    /** Has a dataset, which no definition offers yet. */
    void publish(String dataset, String source) {
        post("/v3/assets", """
                {%s, "@id": "%s", "properties": {"name": "interop"},
                 "dataAddress": {"@type": "DataAddress", "type": "HttpData", "baseUrl": "%s"}}
                """.formatted(CONTEXT, dataset, source));
    }

    /** Offers all it has under the policy of a dataset that was offered before. */
    void offerAll(String name, String dataset) {
        post("/v3/contractdefinitions", """
                {%s, "@id": "%s", "accessPolicyId": "%s:policy", "contractPolicyId": "%s:policy", "assetsSelector": []}
                """.formatted(CONTEXT, name, dataset, dataset));
    }

    /** The datasets of a page of the provider's catalog. */
    List<JsonNode> page(Trader provider, int offset, int limit) {
        return list(
                post("/v3/catalog/request", """
                        {%s, "@type": "CatalogRequest", "counterPartyAddress": "%s", "counterPartyId": "%s", "protocol": "%s",
                         "querySpec": {"@type": "QuerySpec", "offset": %d, "limit": %d}}
                        """.formatted(
                                CONTEXT, provider.protocol(), provider.id(), PROTOCOL, offset, limit)),
                "dataset");
    }

    private static List<JsonNode> members(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** The offer of a dataset in the provider's catalog, as one asks for it. */
    ObjectNode offerOf(Trader provider, String dataset) {
        var catalog = post("/v3/catalog/request", """
                {%s, "@type": "CatalogRequest", "counterPartyAddress": "%s", "counterPartyId": "%s", "protocol": "%s"}
                """.formatted(CONTEXT, provider.protocol(), provider.id(), PROTOCOL));
        for (var found : list(catalog, "dataset")) {
            if (dataset.equals(found.path("@id").asText())) {
                var offer = (ObjectNode) list(found, "hasPolicy").get(0);
                // In the catalog the names of ODRL are in force below the dataset; here the offer stands alone.
                return offer.put("@context", PROFILE).put("target", dataset).put("assigner", provider.id());
            }
        }
        throw new AssertionError(dataset + " is not in " + catalog);
    }

    /** In one form of the answer the names have a prefix, and a list of one is no list. */
    private static List<JsonNode> list(JsonNode object, String name) {
        for (var prefix : List.of("", "dcat:", "odrl:")) {
            var value = object.path(prefix + name);
            if (!value.isMissingNode()) {
                return value.isArray() ? members(value) : List.of(value);
            }
        }
        return List.of();
    }

    /** Id of a negotiation that was begun. */
    String ask(Trader provider, JsonNode offer) {
        return post("/v3/contractnegotiations", """
                {%s, "@type": "ContractRequest", "counterPartyAddress": "%s", "protocol": "%s", "policy": %s}
                """.formatted(CONTEXT, provider.protocol(), PROTOCOL, offer))
                .path("@id")
                .asText();
    }

    /** The negotiation once it is over. */
    JsonNode ended(String negotiation) {
        await(() -> ENDS.contains(
                get("/v3/contractnegotiations/" + negotiation).path("state").asText()));
        return get("/v3/contractnegotiations/" + negotiation);
    }

    /** The name that both sides have for an agreement; each has another one of its own. */
    String common(String contract) {
        return get("/v3/contractagreements/" + contract).path("agreementId").asText();
    }

    /** Our own name of the agreement on an offer. */
    String agree(Trader provider, String dataset) {
        var negotiation = ended(ask(provider, offerOf(provider, dataset)));
        if (!"FINALIZED".equals(negotiation.path("state").asText())) {
            throw new AssertionError(negotiation.toPrettyString());
        }
        return negotiation.path("contractAgreementId").asText();
    }

    /** Id of a transfer that was begun. */
    String pull(Trader provider, String contract) {
        return post("/v3/transferprocesses", """
                {%s, "@type": "TransferRequest", "counterPartyAddress": "%s", "protocol": "%s", "contractId": "%s",
                 "transferType": "HttpData-PULL"}
                """.formatted(CONTEXT, provider.protocol(), PROTOCOL, contract))
                .path("@id")
                .asText();
    }

    /** Id of a transfer that was begun: the provider is to bring the data to an address. */
    String push(Trader provider, String contract, String destination) {
        return post("/v3/transferprocesses", """
                {%s, "@type": "TransferRequest", "counterPartyAddress": "%s", "protocol": "%s", "contractId": "%s",
                 "transferType": "HttpData-PUSH",
                 "dataDestination": {"@type": "DataAddress", "type": "HttpData", "baseUrl": "%s"}}
                """.formatted(
                                CONTEXT, provider.protocol(), PROTOCOL, contract, destination))
                .path("@id")
                .asText();
    }

    void terminateNegotiation(String negotiation) {
        post("/v3/contractnegotiations/" + negotiation + "/terminate", """
                {%s, "@type": "TerminateNegotiation", "@id": "%s", "reason": "changed our mind"}
                """.formatted(CONTEXT, negotiation));
    }

    /** Our side of somebody's negotiation, once it is in one of these states. */
    JsonNode awaitNegotiation(String counterpart, String... states) {
        await(() -> negotiationWith(counterpart)
                .filter(ours -> List.of(states).contains(ours.path("state").asText()))
                .isPresent());
        return negotiationWith(counterpart).orElseThrow();
    }

    private Optional<JsonNode> negotiationWith(String counterpart) {
        var found = post("/v3/contractnegotiations/request", """
                {%s, "@type": "QuerySpec", "limit": 1, "filterExpression": [
                 {"operandLeft": "correlationId", "operator": "=", "operandRight": "%s"}]}
                """.formatted(CONTEXT, counterpart));
        return members(found).stream().findFirst();
    }

    void terminate(String transfer) {
        post("/v3/transferprocesses/" + transfer + "/terminate", """
                {%s, "@type": "TerminateTransfer", "reason": "enough"}
                """.formatted(CONTEXT));
    }

    String state(String transfer) {
        return get("/v3/transferprocesses/" + transfer).path("state").asText();
    }

    /** Whether our side of somebody's transfer has ended; a provider also clears it away. */
    boolean isOver(String counterpart) {
        return transfers("TERMINATED", "DEPROVISIONING", "DEPROVISIONED").stream()
                .anyMatch(
                        ended -> counterpart.equals(ended.path("correlationId").asText()));
    }

    /** All transfers in these states. */
    List<JsonNode> transfers(String... states) {
        var found = post("/v3/transferprocesses/request", """
                {%s, "@type": "QuerySpec", "limit": 1000}
                """.formatted(CONTEXT));
        return members(found).stream()
                .filter(transfer ->
                        List.of(states).contains(transfer.path("state").asText()))
                .toList();
    }

    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(management + path)).GET());
    }

    JsonNode post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(management + path)).POST(BodyPublishers.ofString(body)));
    }

    JsonNode put(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(management + path)).PUT(BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder request) {
        var answer = exchange(request.header("X-Api-Key", key).header("Content-Type", "application/json"));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return json(answer);
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    /** An answer, whatever it is. */
    static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not happen within " + PATIENCE);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
