// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.testkit.SettableClock;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.DecisionIds;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.UsageLedger;

class AgreementTest {

    private static final String NESTED = """
        {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/","sluis":"https://w3id.org/sluis/policy/1/"},
         "@type":"odrl:Set","odrl:profile":"sluis:profile",
         "odrl:permission":[
           {"odrl:action":"odrl:use",
            "odrl:constraint":[
              {"odrl:or":[
                {"odrl:xone":[
                  {"odrl:leftOperand":"odrl:purpose","odrl:operator":"odrl:eq","odrl:rightOperand":"planning"},
                  {"odrl:leftOperand":"odrl:purpose","odrl:operator":"odrl:eq","odrl:rightOperand":"quality"}]},
                {"odrl:and":[
                  {"odrl:leftOperand":"odrl:count","odrl:operator":"odrl:lteq","odrl:rightOperand":"3"},
                  {"odrl:leftOperand":"sluis:window","odrl:operator":"odrl:eq","odrl:rightOperand":"P1D"}]}]},
              {"odrl:leftOperand":"odrl:recipient","odrl:operator":"odrl:eq","odrl:rightOperand":{"@id":"did:web:builder"}}],
            "odrl:duty":[{"odrl:action":"odrl:inform",
              "odrl:constraint":{"odrl:leftOperand":"sluis:within","odrl:operator":"odrl:lteq","odrl:rightOperand":"PT5M"}}]}],
         "odrl:prohibition":[{"odrl:action":"odrl:distribute"}],
         "odrl:obligation":[{"odrl:action":"odrl:delete",
           "odrl:constraint":[{"odrl:leftOperand":"sluis:within","odrl:operator":"odrl:lteq","odrl:rightOperand":"PT24H"}]}]}
        """;

    @Test
    void bothSidesHoldTheSameBytesOfANestedPolicyThatWentThroughTheWholeStack() {
        try (Dataspace dataspace = new Dataspace()) {
            dataspace.offer(Dataspace.ANYONE, NESTED);

            Agreement atBuilder = dataspace.agree();

            Agreement atMaker = dataspace.atMaker(atBuilder.id()).orElseThrow();
            assertThat(atBuilder.canonical()).isEqualTo(atMaker.canonical());
            assertThat(atBuilder.sha256()).isEqualTo(atMaker.sha256()).hasSize(64);
            assertThat(atBuilder.side()).isEqualTo(Agreement.Side.CONSUMER);
            assertThat(atMaker.side()).isEqualTo(Agreement.Side.PROVIDER);
            assertThat(atMaker.canonical())
                    .contains("xone", "/window", "did:web:builder", "PT24H", "PT5M", "distribute")
                    .contains(Dataspace.MAKER, Dataspace.DATASET);
        }
    }

    @Test
    void aTransferRunsUntilTheAgreementIsEnded() {
        try (Dataspace dataspace = new Dataspace()) {
            dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
            Agreement agreement = dataspace.agree();
            String transfer = dataspace.startedTransfer();

            boolean ended =
                    dataspace.maker.service(AgreementEnds.class).end(agreement.id(), "the order was cancelled", "jan");

            assertThat(ended).isTrue();
            dataspace.awaitTransfer(transfer, "TERMINATED");
            assertThat(dataspace.atMaker(agreement.id()).orElseThrow().state()).isEqualTo(AgreementState.REVOKED);
            String second = dataspace.transfer();
            dataspace.awaitTransfer(second, "TERMINATED");
            assertThat(dataspace.maker.decisions())
                    .filteredOn(decision -> decision.moment() == Moment.TRANSFER)
                    .extracting(DecisionRecord::allowed)
                    .containsExactly(false, true);
        }
    }

    @Test
    void noTransferStartsBeforeTheSealWhereOneIsRequired() {
        try (Dataspace dataspace = new Dataspace()) {
            dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
            Agreement agreement = dataspace.agree();
            dataspace.maker.ports.sealsRequired = true;

            String early = dataspace.transfer();
            dataspace.awaitTransfer(early, "TERMINATED");

            assertThat(dataspace.maker.decisions())
                    .filteredOn(decision -> decision.moment() == Moment.TRANSFER)
                    .singleElement()
                    .satisfies(decision -> {
                        assertThat(decision.allowed()).isFalse();
                        assertThat(decision.reasons().get(0).code()).isEqualTo("agreement-not-sealed");
                        assertThat(decision.policySha256()).contains(agreement.sha256());
                    });

            dataspace.maker.ports.sealed.add(agreement.id());
            dataspace.startedTransfer();
        }
    }

    @Test
    void aRunningTransferEndsWhenItsTimeIsOver() {
        try (Dataspace dataspace = new Dataspace()) {
            dataspace.offer(Dataspace.ANYONE, """
                {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/","sluis":"https://w3id.org/sluis/policy/1/"},
                 "odrl:permission":[{"odrl:action":"odrl:use","odrl:constraint":[
                   {"odrl:leftOperand":"sluis:sinceAgreement","odrl:operator":"odrl:lteq","odrl:rightOperand":"P30D"}]}]}
                """);
            dataspace.agree();
            String transfer = dataspace.startedTransfer();

            dataspace.maker.ports.clock.advance(Duration.ofDays(31));

            dataspace.awaitTransfer(transfer, "TERMINATED");
            assertThat(dataspace.maker.decisions())
                    .filteredOn(decision -> decision.moment() == Moment.RUNNING && !decision.allowed())
                    .first()
                    .satisfies(decision -> assertThat(decision.reasons())
                            .extracting("leftOperand")
                            .containsExactly("sluis:sinceAgreement"));
        }
    }

    @Test
    void aRunningTransferEndsWhenTheTimeAfterItsFirstUseIsOverAndNotBefore() throws Exception {
        try (Dataspace dataspace = new Dataspace()) {
            dataspace.offer(Dataspace.ANYONE, """
                {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/","sluis":"https://w3id.org/sluis/policy/1/"},
                 "odrl:permission":[{"odrl:action":"odrl:use","odrl:constraint":[
                   {"odrl:leftOperand":"odrl:purpose","odrl:operator":"odrl:eq","odrl:rightOperand":"planning"},
                   {"odrl:leftOperand":"odrl:elapsedTime","odrl:operator":"odrl:lteq","odrl:rightOperand":"PT1H"}]}]}
                """);
            Agreement agreement = dataspace.agree();
            String transfer = dataspace.startedTransfer();
            SettableClock clock = dataspace.maker.ports.clock;

            clock.advance(Duration.ofHours(9));
            UUID use = dataspace
                    .maker
                    .ports
                    .ledger
                    .decide(agreement.id(), AgreementTest::firstUse)
                    .orElseThrow();
            dataspace.maker.ports.ledger.commit(use);
            clock.advance(Duration.ofMinutes(59));
            TestConnector.await(
                    () -> dataspace.maker.service(PolicyMonitor.class).waiting() > 0);
            assertThat(denials(dataspace)).isEmpty();
            clock.advance(Duration.ofMinutes(2));

            dataspace.awaitTransfer(transfer, "TERMINATED");
            assertThat(denials(dataspace).get(0).reasons())
                    .extracting("leftOperand")
                    .containsExactly("odrl:elapsedTime");
        }
    }

    private static List<DecisionRecord> denials(Dataspace dataspace) {
        return dataspace.maker.decisions().stream()
                .filter(decision -> decision.moment() == Moment.RUNNING && !decision.allowed())
                .toList();
    }

    private static UsageLedger.Verdict firstUse(
            Optional<Agreement> agreement, FirstUse firstUse, Facts.Uses uses, Instant now) {
        return new UsageLedger.Verdict(
                new DecisionRecord(
                        DecisionIds.at(now),
                        now,
                        Moment.RELEASE,
                        true,
                        Optional.of(Dataspace.BUILDER),
                        agreement.map(Agreement::id),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        "test"),
                List.of());
    }
}
