// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policyenforcement.approval.Inbox;
import org.sluis.extensions.policyenforcement.approval.Inbox.Entry;
import org.sluis.extensions.policyenforcement.approval.Inbox.Outcome;
import org.sluis.extensions.policyenforcement.approval.Inbox.WaitsFor;
import org.sluis.extensions.policyenforcement.approval.Inbox.Word;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Capabilities;
import org.sluis.policies.usage.HouseRules;
import org.sluis.policies.usage.HouseRuling;

/** People and house rules between two whole connectors. */
class ApprovalTest {

    private static final HouseRules ASK = terms ->
            new HouseRuling(HouseRuling.Outcome.ASK, "/rules/0", "a new partner", List.of("for 90 days instead of 30"));
    private static final HouseRules REFUSE =
            terms -> new HouseRuling(HouseRuling.Outcome.REFUSE, "/rules/1", "we never share this", List.of());
    private static final String REPORTED = """
            {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/"},"@type":"odrl:Set",
             "odrl:permission":[{"odrl:action":"odrl:use","odrl:duty":[{"odrl:action":"odrl:inform"}]}]}
            """;

    private final Dataspace dataspace = new Dataspace();

    @AfterEach
    void close() {
        dataspace.close();
    }

    private Entry waiting(TestConnector connector) {
        TestConnector.await(() -> waitingForUs(connector).isPresent());
        return waitingForUs(connector).orElseThrow();
    }

    private static Optional<Entry> waitingForUs(TestConnector connector) {
        return connector.service(Inbox.class).list().stream()
                .filter(entry -> entry.waitsFor() == WaitsFor.US)
                .findFirst();
    }

    private static Outcome say(TestConnector connector, Entry seen, Word word) {
        return connector.service(Inbox.class).say(seen.negotiation(), seen.digest(), word, "anna");
    }

    private static ContractNegotiation only(TestConnector connector) {
        try (var all = connector.service(ContractNegotiationStore.class).queryNegotiations(QuerySpec.max())) {
            return all.findFirst().orElseThrow();
        }
    }

    @Test
    void aRequestThatAPersonApprovesIsConcluded() {
        dataspace.maker.ports.house = ASK;
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        String negotiation = dataspace.begin();
        Entry entry = waiting(dataspace.maker);
        assertThat(entry.reason()).isEqualTo("a new partner");
        assertThat(entry.rule()).isEqualTo("/rules/0");
        assertThat(entry.differences()).containsExactly("for 90 days instead of 30");
        assertThat(entry.terms().side()).isEqualTo(Agreement.Side.PROVIDER);
        assertThat(entry.terms().product()).contains("status");
        assertThat(entry.state()).isEqualTo("REQUESTED");

        Outcome outcome = say(dataspace.maker, entry, new Word.Approve(Optional.empty()));

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        dataspace.awaitNegotiation(negotiation, "FINALIZED");
        assertThat(dataspace.maker.ports.agreements.list()).hasSize(1);
    }

    @Test
    void theReasonOfARefusalIsSentToThePartner() {
        dataspace.maker.ports.house = ASK;
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        String negotiation = dataspace.begin();
        Entry entry = waiting(dataspace.maker);

        say(dataspace.maker, entry, new Word.Refuse("we are not ready"));

        dataspace.awaitNegotiation(negotiation, "TERMINATED");
        assertThat(only(dataspace.maker).getErrorDetail()).isEqualTo("we are not ready");
        assertThat(only(dataspace.maker).isPending()).isFalse();
    }

    @Test
    void aHouseRuleRefusesWithoutAPerson() {
        dataspace.maker.ports.house = REFUSE;
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);

        String negotiation = dataspace.begin();

        dataspace.awaitNegotiation(negotiation, "TERMINATED");
        assertThat(only(dataspace.maker).getErrorDetail()).isEqualTo("we never share this");
        assertThat(dataspace.maker.ports.agreements.list()).isEmpty();
    }

    @Test
    void aRequestForOtherTermsThanTheOfferedIsRefusedWithTheReason() {
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        ObjectNode offer = dataspace.onlyOffer();
        offer.putArray("prohibition").addObject().put("action", "odrl:print");

        JsonNode ended = dataspace.negotiate(offer);

        assertThat(ended.path("state").asText()).isEqualTo("TERMINATED");
        assertThat(ended.path("errorDetail").asText()).contains("the terms in the request are not those of offer");
        assertThat(dataspace.maker.ports.agreements.list()).isEmpty();
    }

    @Test
    void anAgreementWithADutyThatCannotBeKeptIsNotVerified() {
        dataspace.builder.ports.capabilities = Capabilities.of(Set.of());
        dataspace.offer(Dataspace.ANYONE, REPORTED);

        JsonNode ended = dataspace.negotiate(dataspace.onlyOffer());

        assertThat(ended.path("state").asText()).isEqualTo("TERMINATED");
        assertThat(ended.path("errorDetail").asText()).startsWith("this company cannot keep: ");
        assertThat(dataspace.builder.ports.agreements.list()).isEmpty();
        assertThat(only(dataspace.builder).isPending()).isFalse();
    }

    @Test
    void nothingIsConcludedWhileItCannotBeDecided() {
        dataspace.maker.ports.house = terms -> {
            throw new StackOverflowError("rules without end");
        };
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        String negotiation = dataspace.begin();

        Entry entry = waiting(dataspace.maker);
        assertThat(entry.error()).contains("StackOverflowError: rules without end");

        dataspace.maker.ports.house = terms -> new HouseRuling(HouseRuling.Outcome.CONCLUDE, "", "", List.of());
        dataspace.awaitNegotiation(negotiation, "FINALIZED");
    }
}
