// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequest;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferRequest;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.policy.model.PolicyType;

/** Where the suite tells the connector to ask for an offer or for data, as a person would through the management listener. */
record Webhooks(ParticipantContext context, ContractNegotiationService negotiations, TransferProcessService transfers) {

    static final String PROTOCOL = "dataspace-protocol-http:2025-1";

    private static final ObjectMapper JSON = new ObjectMapper();

    HttpServer listen(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/negotiations", exchange -> take(exchange, this::negotiate));
        server.createContext("/transfers", exchange -> take(exchange, this::transfer));
        server.start();
        return server;
    }

    private static void take(HttpExchange exchange, Consumer<JsonNode> action) throws IOException {
        try (exchange) {
            action.accept(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
        } catch (RuntimeException e) {
            System.err.println("the suite asked for what cannot be done: " + e);
            exchange.sendResponseHeaders(500, -1);
        }
    }

    private void negotiate(JsonNode asked) {
        var dataset = asked.required("datasetId").asText();
        var provider = asked.required("providerId").asText();
        negotiations.initiateNegotiation(
                context,
                ContractRequest.Builder.newInstance()
                        .protocol(PROTOCOL)
                        .counterPartyAddress(asked.required("connectorAddress").asText())
                        .contractOffer(ContractOffer.Builder.newInstance()
                                .id(asked.required("offerId").asText())
                                .assetId(dataset)
                                .policy(Seeds.use()
                                        .type(PolicyType.OFFER)
                                        .assigner(provider)
                                        .target(dataset)
                                        .build())
                                .build())
                        .build());
    }

    private void transfer(JsonNode asked) {
        transfers
                .initiateTransfer(
                        context,
                        TransferRequest.Builder.newInstance()
                                .protocol(PROTOCOL)
                                .counterPartyAddress(
                                        asked.required("connectorAddress").asText())
                                .contractId(asked.required("agreementId").asText())
                                .transferType(asked.required("format").asText())
                                .build())
                .orElseThrow(failure -> new IllegalStateException(failure.getFailureDetail()));
    }
}
