// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreementMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.command.TerminateNegotiationCommand;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationProtocolService;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policyenforcement.CredentialScopesExtension;
import org.sluis.extensions.policyenforcement.PolicyEnforcementExtension;
import org.sluis.extensions.policyenforcement.PolicyTransformersExtension;
import org.sluis.extensions.policyenforcement.approval.ApprovalDefaultsExtension;
import org.sluis.extensions.policyenforcement.approval.ApprovalsExtension;
import org.sluis.extensions.policyenforcement.approval.Inbox;
import org.sluis.extensions.policyenforcement.approval.Inbox.Entry;
import org.sluis.extensions.policyenforcement.approval.Inbox.Outcome;
import org.sluis.extensions.policyenforcement.approval.Inbox.WaitsFor;
import org.sluis.extensions.policyenforcement.approval.Inbox.Word;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Eventually;
import org.sluis.extensions.protocol.Trade;
import org.sluis.extensions.storage.Database;
import org.sluis.policies.odrl.Clause;
import org.sluis.policies.odrl.Label;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.Approval;
import org.sluis.policies.usage.Approvals;
import org.sluis.policies.usage.HouseRules;

/** People on both sides of negotiations between two connectors on PostgreSQL. */
class PeopleTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String THREE_TIMES = """
            {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/"},"@type":"odrl:Offer",
             "odrl:permission":[{"odrl:action":"odrl:use","odrl:constraint":[
               {"odrl:leftOperand":"odrl:count","odrl:operator":"odrl:lteq","odrl:rightOperand":"3"}]}]}
            """;

    private static final Firm provider = new Firm("provider", PeoplePorts.ASK);
    private static final Firm consumer = new Firm("consumer", PeoplePorts.CONCLUDE);

    /** The consumer's id of the negotiation that the test is about. */
    private static String begun;

    /** A connector that can be stopped and started again on its database. */
    private static final class Firm {
        private final String id;
        private final int port = Connector.freePort();
        private final Database database = Databases.migrated();
        private final HouseRules house;
        private PeoplePorts ports;
        private Connector connector;

        private Firm(String id, HouseRules house) {
            this.id = id;
            this.house = house;
        }

        private void start() {
            var pool = Databases.pool(database);
            ports = new PeoplePorts(pool);
            ports.house = house;
            connector = new Connector(
                            id,
                            port,
                            database,
                            ports,
                            new PolicyEnforcementExtension(),
                            new CredentialScopesExtension(),
                            new PolicyTransformersExtension(),
                            new ApprovalDefaultsExtension(),
                            new ApprovalsExtension())
                    .with("sluis.approvals.interval-ms", "200")
                    .start();
        }

        private Inbox inbox() {
            return connector.service(Inbox.class);
        }

        private Entry waiting() {
            Eventually.holds(LIMIT, () -> waitingForUs().isPresent());
            return waitingForUs().orElseThrow();
        }

        private Optional<Entry> waitingForUs() {
            return first().flatMap(negotiation -> inbox().find(negotiation.getId()))
                    .filter(entry -> entry.waitsFor() == WaitsFor.US);
        }

        private Outcome say(Entry seen, Word word) {
            return inbox().say(seen.negotiation(), seen.digest().substring(0, 12), word, "anna");
        }

        private Optional<ContractNegotiation> first() {
            var known = id.equals("consumer") ? "id" : "correlationId";
            var query = QuerySpec.Builder.newInstance()
                    .filter(Criterion.criterion(known, "=", begun))
                    .build();
            try (var all = connector.service(ContractNegotiationStore.class).queryNegotiations(query)) {
                return all.findFirst();
            }
        }

        private ContractNegotiation only() {
            return first().orElseThrow();
        }

        private void await(String state) {
            Eventually.holds(
                    LIMIT,
                    () -> first().filter(known -> known.stateAsString().equals(state))
                            .isPresent());
        }
    }

    @BeforeAll
    static void start() {
        provider.start();
        consumer.start();
        Trade.offer(provider.connector);
    }

    @BeforeEach
    void beginAnew() {
        provider.ports.house = provider.house;
        consumer.ports.house = consumer.house;
        consumer.ports.capabilities = PeoplePorts.ABLE;
    }

    @AfterAll
    static void stop() {
        consumer.connector.close();
        provider.connector.close();
    }

    private void begin() {
        begun = Trade.negotiate(consumer.connector, "provider", provider.connector.address());
    }

    private static Policy policy(String json) {
        return ((Reading.Valid) PolicyReader.read(json)).policy();
    }

    private Entry counter() {
        begin();
        var outcome =
                provider.say(provider.waiting(), new Word.Counter(policy(THREE_TIMES), Optional.of("start small")));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return consumer.waiting();
    }

    @Test
    void aCounterOfferIsAcceptedByAPersonOfTheConsumer() {
        var offered = counter();
        assertThat(offered.state()).isEqualTo("OFFERED");
        assertThat(offered.reason()).contains("other terms");
        assertThat(offered.terms().policy().permissions().get(0).constraints()).hasSize(1);

        consumer.say(offered, new Word.Approve(Optional.empty()));

        consumer.await("FINALIZED");
        provider.await("FINALIZED");
        assertThat(provider.only()
                        .getContractAgreement()
                        .getPolicy()
                        .getPermissions()
                        .get(0)
                        .getConstraints())
                .hasSize(1);
    }

    @Test
    void theReasonOfARefusedCounterOfferReachesTheProvider() {
        consumer.say(counter(), new Word.Refuse("three times is too few"));

        provider.await("TERMINATED");
        assertThat(provider.only().getErrorDetail()).isEqualTo("three times is too few");
    }

    @Test
    void theReasonOfARefusedRequestReachesTheConsumer() {
        begin();
        var entry = provider.waiting();
        assertThat(provider.say(new Changed(entry).entry(), new Word.Approve(Optional.empty())))
                .isInstanceOf(Outcome.Changed.class);

        provider.say(entry, new Word.Refuse("we are not ready"));

        consumer.await("TERMINATED");
        assertThat(consumer.only().getErrorDetail()).isEqualTo("we are not ready");
    }

    /** The same negotiation as somebody saw it who saw other terms. */
    private record Changed(Entry seen) {
        Entry entry() {
            return new Entry(
                    seen.negotiation(),
                    seen.waitsFor(),
                    seen.state(),
                    seen.since(),
                    seen.terms(),
                    "0".repeat(64),
                    seen.rule(),
                    seen.reason(),
                    seen.differences(),
                    seen.error(),
                    seen.ended(),
                    seen.previous(),
                    seen.said());
        }
    }

    @Test
    void whatWasDecidedWhileTheConnectorWasDownIsFollowedAtItsStart() {
        begin();
        var entry = provider.waiting();
        consumer.await("REQUESTED");
        provider.connector.close();
        var question = "REQUESTED/1";
        try (var pool = Databases.pool(provider.database)) {
            new PeoplePorts(pool)
                    .approvals()
                    .say(new Approval(
                            entry.negotiation(),
                            question,
                            Approval.Word.APPROVED,
                            entry.digest(),
                            Optional.empty(),
                            Optional.empty(),
                            "anna",
                            Instant.EPOCH));
        }

        provider.start();

        provider.await("FINALIZED");
        consumer.await("FINALIZED");
    }

    @Test
    void whatWaitsStillWaitsAfterARestart() {
        begin();
        var before = provider.waiting();
        provider.connector.close();

        provider.start();

        var after = provider.waiting();

        assertThat(after.negotiation()).isEqualTo(before.negotiation());
        provider.say(after, new Word.Approve(Optional.empty()));
        consumer.await("FINALIZED");
    }

    @Test
    void ofTwoPeopleAtOnceOneDecidesAndTheOtherIsTold() throws Exception {
        begin();
        var entry = provider.waiting();
        var both = new CountDownLatch(1);
        var people = Executors.newFixedThreadPool(4);
        try {
            var answers = IntStream.range(0, 4)
                    .mapToObj(i -> people.submit(() -> {
                        both.await();
                        return provider.inbox()
                                .say(entry.negotiation(), entry.digest(), new Word.Approve(Optional.empty()), "p" + i);
                    }))
                    .toList();
            both.countDown();
            var outcomes = answers.stream().map(PeopleTest::result).toList();

            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Outcome.SaidBefore.class::isInstance)
                    .hasSize(3);
        } finally {
            people.shutdownNow();
        }
        assertThat(provider.connector.service(Approvals.class).of(entry.negotiation()))
                .hasSize(1);
        consumer.await("FINALIZED");
    }

    private static Outcome result(Future<Outcome> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anAgreementWithADutyThatTheConsumerCannotKeepIsRefusedAndTheProviderKnowsWhy() {
        provider.ports.house = PeoplePorts.CONCLUDE;
        consumer.ports.capabilities = policy ->
                List.of(new Clause("/permission/0/duty/0", "Each use must be reported.", Label.NOT_AVAILABLE));

        begin();

        provider.await("TERMINATED");
        assertThat(provider.only().getErrorDetail()).isEqualTo("this company cannot keep: Each use must be reported.");
        assertThat(consumer.only().isPending()).isFalse();
    }

    @Test
    void aPersonOfTheConsumerApprovesAnAgreementBeforeItIsVerified() {
        provider.ports.house = PeoplePorts.CONCLUDE;
        consumer.ports.house = PeoplePorts.ASK;
        begin();
        var entry = consumer.waiting();
        assertThat(entry.state()).isEqualTo("AGREED");

        consumer.say(entry, new Word.Approve(Optional.empty()));

        provider.await("FINALIZED");
    }

    @Test
    void anAgreementOnOtherDataThanWasAskedForIsRefusedAndTheProviderKnowsWhy() {
        begin();
        provider.waiting();
        consumer.await("REQUESTED");
        var asked = consumer.only().getLastContractOffer();
        var agreement = ContractAgreement.Builder.newInstance()
                .providerId("provider")
                .consumerId("consumer")
                .assetId("other-parts")
                .contractSigningDate(1)
                .policy(asked.getPolicy().toBuilder().type(PolicyType.CONTRACT).build())
                .build();
        var message = ContractAgreementMessage.Builder.newInstance()
                .protocol(Trade.PROTOCOL)
                .consumerPid(begun)
                .providerPid(provider.only().getId())
                .processId(begun)
                .counterPartyAddress(provider.connector.address())
                .contractAgreement(agreement)
                .build();

        var taken = consumer.connector
                .service(ContractNegotiationProtocolService.class)
                .notifyAgreed(Trade.context(consumer.connector), message, Trade.token("provider"));

        assertThat(taken.succeeded()).as(taken.toString()).isTrue();
        provider.await("TERMINATED");
        assertThat(provider.only().getErrorDetail()).contains("is about other-parts, but parts was asked for");
    }

    @Test
    void aTerminationByEdcsOwnCommandIsToldAlthoughEdcLeavesItWaiting() {
        begin();
        provider.waiting();
        var service = provider.connector.service(ContractNegotiationService.class);
        var id = provider.only().getId();

        assertThat(service.terminate(new TerminateNegotiationCommand(id, "changed our mind"))
                        .succeeded())
                .isTrue();

        consumer.await("TERMINATED");
        assertThat(consumer.only().getErrorDetail()).isEqualTo("changed our mind");
    }

    @Test
    void aWithdrawnRequestLeavesTheProvidersInbox() {
        begin();
        provider.waiting();
        consumer.await("REQUESTED");
        var sent = consumer.inbox().find(begun).orElseThrow();
        assertThat(sent.waitsFor()).isEqualTo(WaitsFor.PARTNER);

        consumer.say(sent, new Word.Refuse("no longer needed"));

        provider.await("TERMINATED");
        assertThat(provider.only().getErrorDetail()).isEqualTo("no longer needed");
        Eventually.holds(LIMIT, () -> provider.inbox().list().isEmpty());
    }
}
