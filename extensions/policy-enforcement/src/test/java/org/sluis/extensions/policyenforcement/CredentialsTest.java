// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Evidence;
import org.sluis.policies.usage.PartyCredentials;

class CredentialsTest {

    private static final String AUTHORITY = "did:web:authority";
    private static final String MEMBERS = requiring("sluis:membership", AUTHORITY);
    private static final Credential MEMBER = new Credential(
            "MembershipCredential", AUTHORITY, Map.of("status", "active"), Optional.of("urn:uuid:7"), Optional.empty());

    private Dataspace dataspace;

    @BeforeEach
    void start() {
        dataspace = new Dataspace();
    }

    @AfterEach
    void stop() {
        dataspace.close();
    }

    private static String requiring(String left, String right) {
        return """
            {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/","sluis":"https://w3id.org/sluis/policy/1/"},
             "odrl:permission":[{"odrl:action":"odrl:use",
             "odrl:constraint":[{"odrl:leftOperand":"%s","odrl:operator":"odrl:eq","odrl:rightOperand":"%s"}]}]}
            """.formatted(left, right);
    }

    private void builderShows(Credential... credentials) {
        dataspace.maker.ports.shown = party -> party.equals(Dataspace.BUILDER) ? List.of(credentials) : List.of();
    }

    private List<DecisionRecord> decided(Moment moment) {
        return dataspace.maker.decisions().stream()
                .filter(decision -> decision.moment() == moment)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "sluis:membership,did:web:authority,MembershipCredential,status,active",
        "sluis:role,supplier,RoleCredential,role,supplier",
        "sluis:connector,enforcing,ConnectorCredential,connector,enforcing",
        "sluis:label,gold,LabelCredential,label,gold"
    })
    void theCatalogShowsWhatTheCredentialsOfTheAskerAllow(
            String left, String right, String type, String claim, String value) {
        dataspace.offer(Dataspace.ANYONE, requiring(left, right));
        assertThat(dataspace.catalog().path("dataset")).isEmpty();

        builderShows(new Credential(type, AUTHORITY, Map.of(claim, value)));

        assertThat(dataspace.catalog().path("dataset")).hasSize(1);
        assertThat(decided(Moment.CATALOG).get(0).evidence()).containsExactly(new Evidence(type, AUTHORITY, "", ""));
    }

    @Test
    void negotiatesOnlyWithAMember() {
        dataspace.offer(Dataspace.ANYONE, MEMBERS);
        builderShows(MEMBER);
        var offer = dataspace.onlyOffer();

        dataspace.maker.ports.shown = PartyCredentials.none();
        assertThat(dataspace.negotiate(offer).path("state").asText()).isEqualTo("TERMINATED");
        assertThat(decided(Moment.NEGOTIATION).get(0)).satisfies(decision -> {
            assertThat(decision.allowed()).isFalse();
            assertThat(decision.reasons()).extracting("leftOperand").containsExactly("sluis:membership");
        });

        builderShows(MEMBER);
        assertThat(dataspace.negotiate(offer).path("state").asText()).isEqualTo("FINALIZED");
        assertThat(decided(Moment.NEGOTIATION).get(0).evidence())
                .extracting(Evidence::id)
                .containsExactly("urn:uuid:7");
    }

    @Test
    void transfersOnlyToAMemberAndOnlyAsLongAsItIsOne() {
        dataspace.offer(Dataspace.ANYONE, MEMBERS);
        builderShows(MEMBER);
        dataspace.agree();
        dataspace.maker.ports.shown = PartyCredentials.none();
        var denied = dataspace.transfer();
        dataspace.awaitTransfer(denied, "TERMINATED");
        assertThat(decided(Moment.TRANSFER).get(0).allowed()).isFalse();

        builderShows(MEMBER);
        var running = dataspace.startedTransfer();
        assertThat(decided(Moment.RUNNING)).isEmpty();

        dataspace.maker.ports.shown = PartyCredentials.none();
        dataspace.awaitTransfer(running, "TERMINATED");
        assertThat(decided(Moment.RUNNING).get(0).reasons())
                .extracting("leftOperand")
                .containsExactly("sluis:membership");
    }

    @Test
    void aRunningTransferEndsWhenTheCredentialsOfTheConsumerExpire() {
        var end = dataspace.maker.ports.clock.instant().plus(Duration.ofDays(90));
        dataspace.offer(Dataspace.ANYONE, MEMBERS);
        dataspace.maker.ports.shown =
                party -> dataspace.maker.ports.clock.instant().isBefore(end) ? List.of(MEMBER) : List.of();
        dataspace.agree();
        var running = dataspace.startedTransfer();

        dataspace.maker.ports.clock.advance(Duration.ofDays(89));
        assertThat(decided(Moment.RUNNING)).isEmpty();
        dataspace.maker.ports.clock.advance(Duration.ofDays(1));

        dataspace.awaitTransfer(running, "TERMINATED");
        assertThat(decided(Moment.RUNNING).get(0).reasons())
                .extracting("leftOperand")
                .containsExactly("sluis:membership");
    }

    @Test
    void deniesAndRecordsWhileCredentialsCannotBeRead() {
        dataspace.offer(Dataspace.ANYONE, MEMBERS);
        dataspace.maker.ports.shown = party -> {
            throw new IllegalStateException("as if");
        };

        assertThat(dataspace.catalog().path("dataset")).isEmpty();

        assertThat(decided(Moment.CATALOG).get(0).reasons())
                .extracting("code")
                .containsExactly("credentials-unreadable");
    }
}
