// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/**
 * What one company says of its negotiations and transfers, keyed so that both sides' books can be compared.
 *
 * <p>The key is the consumer's id of the process; the value is all that both sides must agree on.
 */
record Books(Map<String, String> negotiations, Map<String, String> transfers) {

    static Books of(Company company) throws CallFailedException {
        var management = company.management();
        var agreements = management.agreements().stream()
                .collect(Collectors.toMap(agreement -> agreement.path("@id").asText(), Books::terms));
        var negotiations = new TreeMap<String, String>();
        for (var negotiation : management.negotiations()) {
            var terms = agreements.get(negotiation.path("contractAgreementId").asText());
            enter(negotiations, negotiation, terms);
        }
        var transfers = new TreeMap<String, String>();
        for (var transfer : management.transfers()) {
            enter(
                    transfers,
                    transfer,
                    agreements.get(transfer.path("contractId").asText()));
        }
        return new Books(negotiations, transfers);
    }

    /** A second process for the same one of the consumer is a difference too. */
    private static void enter(Map<String, String> book, JsonNode process, String terms) {
        var id = process.path("type").asText().equals("CONSUMER") ? "@id" : "correlationId";
        var entry = process.path("state").asText() + " " + terms;
        book.merge(process.path(id).asText(), entry, (one, other) -> "TWICE: " + one + " and " + other);
    }

    /** The agreement without what is local to one side. */
    private static String terms(JsonNode agreement) {
        return String.join(
                " ",
                agreement.path("agreementId").asText(),
                agreement.path("contractSigningDate").asText(),
                agreement.path("providerId").asText(),
                agreement.path("consumerId").asText(),
                agreement.path("assetId").asText(),
                agreement.path("policy").path("odrl:permission").toString());
    }

    /** Whether every negotiation is finalized and every transfer started. */
    boolean settled() {
        return negotiations.values().stream().allMatch(entry -> entry.startsWith("FINALIZED "))
                && transfers.values().stream().allMatch(entry -> entry.startsWith("STARTED "));
    }

    /** How many processes are in which state, to be read by people. */
    String summary() {
        return "negotiations " + states(negotiations) + ", transfers " + states(transfers);
    }

    private static Map<String, Long> states(Map<String, String> book) {
        return book.values().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.substring(0, entry.indexOf(' ')), TreeMap::new, Collectors.counting()));
    }
}
