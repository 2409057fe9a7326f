// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.sluis.policies.usage.Agreement;

/** A maker that offers and a builder that asks, over real HTTP. */
final class Dataspace implements AutoCloseable {

    static final String MAKER = "did:web:maker";
    static final String BUILDER = "did:web:builder";
    static final String DATASET = "urn:sluis:status:own-orders";
    static final String ANYONE = """
            {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/"},"@type":"odrl:Set",
             "odrl:permission":[{"odrl:action":"odrl:use"}]}
            """;

    final TestConnector maker = TestConnector.start(MAKER);
    final TestConnector builder = TestConnector.start(BUILDER);

    /** Offers the dataset under these policies; the test goes on only if the management API took everything. */
    void offer(String accessPolicy, String contractPolicy) {
        requireOk(maker.manage("/v3/assets", """
                {"@context":{"@vocab":"https://w3id.org/edc/v0.0.1/ns/"},"@id":"%s","properties":{"name":"status"},
                 "dataAddress":{"@type":"DataAddress","type":"HttpData","baseUrl":"http://127.0.0.1/x"}}
                """.formatted(DATASET)));
        requireOk(define("access", accessPolicy));
        requireOk(define("contract", contractPolicy));
        requireOk(maker.manage("/v3/contractdefinitions", """
                {"@context":{"@vocab":"https://w3id.org/edc/v0.0.1/ns/"},"@id":"share","accessPolicyId":"access",
                 "contractPolicyId":"contract","assetsSelector":[]}
                """));
    }

    HttpResponse<String> define(String id, String policy) {
        return maker.manage("/v3/policydefinitions", """
                {"@context":{"@vocab":"https://w3id.org/edc/v0.0.1/ns/"},"@id":"%s","policy":%s}
                """.formatted(id, policy));
    }

    JsonNode catalog() {
        var response = requireOk(builder.manage("/v3/catalog/request", """
                {"@context":{"@vocab":"https://w3id.org/edc/v0.0.1/ns/"},"@type":"CatalogRequest",
                 "counterPartyAddress":"%s/2025-1","counterPartyId":"%s","protocol":"dataspace-protocol-http:2025-1"}
                """.formatted(maker.dspAddress(), MAKER)));
        return TestConnector.json(response.body());
    }

    /** The only offer of the only dataset, as the consumer's management API shows it. */
    ObjectNode onlyOffer() {
        JsonNode catalog = catalog();
        JsonNode dataset = catalog.path("dataset").path(0);
        ObjectNode offer = (ObjectNode) dataset.path("hasPolicy").path(0);
        offer.putObject("odrl:target").put("@id", dataset.path("@id").asText());
        offer.putObject("odrl:assigner").put("@id", MAKER);
        offer.set("@context", catalog.path("@context").deepCopy());
        return offer;
    }

    HttpResponse<String> request(JsonNode offer) {
        return builder.manage("/v3/contractnegotiations", """
                {"@context":{"@vocab":"https://w3id.org/edc/v0.0.1/ns/"},"@type":"ContractRequest",
                 "counterPartyAddress":"%s/2025-1","protocol":"dataspace-protocol-http:2025-1","policy":%s}
                """.formatted(maker.dspAddress(), offer));
    }

    /** The state in which the builder's negotiation ends. */
    JsonNode negotiate(JsonNode offer) {
        String id =
                TestConnector.json(requireOk(request(offer)).body()).path("@id").asText();
        TestConnector.await(() -> {
            String state = negotiation(id).path("state").asText();
            return state.equals("FINALIZED") || state.equals("TERMINATED");
        });
        return negotiation(id);
    }

    /** Begins to negotiate on the only offer; the builder's id of the negotiation. */
    String begin() {
        return TestConnector.json(requireOk(request(onlyOffer())).body())
                .path("@id")
                .asText();
    }

    /** Waits until the builder's negotiation is in a state, and returns it. */
    JsonNode awaitNegotiation(String id, String state) {
        TestConnector.await(() -> negotiation(id).path("state").asText().equals(state));
        return negotiation(id);
    }

    JsonNode negotiation(String id) {
        return TestConnector.json(builder.get("/v3/contractnegotiations/" + id).body());
    }

    /** Negotiates until both sides have frozen the agreement; again where EDC's own race lost a message, as for transfers. */
    Agreement agree() {
        JsonNode negotiation = negotiate(onlyOffer());
        for (int tries = 1;
                tries < 3 && negotiation.path("errorDetail").asText().contains("\"409\"");
                tries++) {
            negotiation = negotiate(onlyOffer());
        }
        if (!negotiation.path("state").asText().equals("FINALIZED")) {
            throw new AssertionError(negotiation.toPrettyString());
        }
        // The stores in memory know no transactions: a state may be seen before its agreement is frozen.
        TestConnector.await(() -> !maker.ports.agreements.list().isEmpty()
                && !builder.ports.agreements.list().isEmpty());
        return builder.ports.agreements.list().get(0);
    }

    /** Starts a transfer under the builder's only contract; its id at the builder. */
    String transfer() {
        var contracts = requireOk(builder.manage("/v3/contractagreements/request", """
                {"@context":{"@vocab":"https://w3id.org/edc/v0.0.1/ns/"},"@type":"QuerySpec"}
                """));
        String contract =
                TestConnector.json(contracts.body()).path(0).path("@id").asText();
        return TestConnector.json(
                        requireOk(builder.manage("/v3/transferprocesses", """
                {"@context":{"@vocab":"https://w3id.org/edc/v0.0.1/ns/"},"@type":"TransferRequest",
                 "counterPartyAddress":"%s/2025-1","protocol":"dataspace-protocol-http:2025-1",
                 "contractId":"%s","transferType":"HttpData-PULL"}
                """.formatted(maker.dspAddress(), contract)))
                                .body())
                .path("@id")
                .asText();
    }

    /**
     * A transfer that both sides have started. Here EDC runs without the module that closes its races, and a message that
     * overtakes its sender's own state is lost now and then; then another transfer is asked for.
     */
    String startedTransfer() {
        for (int tries = 0; tries < 3; tries++) {
            String id = transfer();
            if (TestConnector.happens(() -> transfer(id).path("state").asText().equals("STARTED"))) {
                return id;
            }
        }
        throw new AssertionError("three transfers in a row did not start");
    }

    JsonNode transfer(String id) {
        return TestConnector.json(builder.get("/v3/transferprocesses/" + id).body());
    }

    void awaitTransfer(String id, String state) {
        TestConnector.await(() -> transfer(id).path("state").asText().equals(state));
    }

    static HttpResponse<String> requireOk(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return response;
    }

    Optional<Agreement> atMaker(String id) {
        return maker.ports.agreements.find(id);
    }

    @Override
    public void close() {
        try (builder) {
            maker.close();
        }
    }
}
