// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.policylog.ends.AgreementEndings;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.LoggingFirm;
import org.sluis.extensions.policylog.evidence.ShiftedClock;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.log.reconcile.Match;
import org.sluis.policies.log.reconcile.Pairing;
import org.sluis.policies.log.reconcile.Reconciler;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.EndsTold.Progress;
import org.sluis.policies.usage.EndsTold.Told;

/** Two firms, each with a database and a log, of which one ends an agreement. */
@Timeout(120)
class EndedAgreementsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static TestStores ofProvider;
    private static TestStores ofConsumer;

    private final ShiftedClock clock = new ShiftedClock();
    private Firm provider;
    private Firm consumer;

    @BeforeAll
    static void openStores() {
        ofProvider = TestStores.open();
        ofConsumer = TestStores.open();
    }

    @AfterAll
    static void closeStores() {
        ofProvider.close();
        ofConsumer.close();
    }

    @BeforeEach
    void open() {
        provider = new Firm(ofProvider.empty(), clock);
        consumer = new Firm(ofConsumer.empty(), clock);
        agree("a1");
    }

    @AfterEach
    void close() {
        provider.close();
        consumer.close();
    }

    /** What runs at a firm; {@link #start} starts it anew, as a new process would. */
    private static final class Firm implements AutoCloseable {
        final LoggingFirm web;
        final TestStores stores;
        private final ShiftedClock clock;
        private AgreementEndings endings;
        private OutboxRelay relay;

        Firm(TestStores stores, ShiftedClock clock) {
            this.web = new LoggingFirm(clock);
            this.stores = stores;
            this.clock = clock;
            start();
        }

        void start() {
            endings = new AgreementEndings(new AgreementEndings.Parts(
                    web.did,
                    stores.agreements(),
                    new PostgresEndNotices(stores.pool()),
                    web.peers(),
                    web.signatures(),
                    new EvidenceLog(web.events, clock),
                    clock));
            web.ends = endings.taking();
            relay = new PostgresOutbox(stores.pool(), stores.notifications()).relayTo(web.events);
        }

        void halt() {
            endings.close();
            relay.close();
        }

        Optional<Told> end(String agreement, AgreementState state, String reason) {
            stores.agreements().end(agreement, state, reason);
            return endings.await(agreement, PATIENCE);
        }

        List<JsonNode> terminated() {
            return web.events.ofType("agreement.terminated");
        }

        @Override
        public void close() {
            halt();
            web.close();
        }
    }

    private void agree(String id) {
        for (var side : Agreement.Side.values()) {
            var firm = side == Agreement.Side.PROVIDER ? provider : consumer;
            firm.stores
                    .agreements()
                    .freeze(LoggingFirm.agreement(
                            side, provider.web, consumer.web, id, "urn:dataset", LoggingFirm.digest(id)));
        }
    }

    private void assertSameStory(String id, int ends) throws InterruptedException {
        await(() ->
                provider.terminated().size() >= ends && consumer.terminated().size() >= ends);
        var pairings = Reconciler.usual()
                .reconcile(
                        provider.web.events.bundle(id, consumer.web.did.value(), "provider"),
                        consumer.web.events.bundle(id, provider.web.did.value(), "consumer"))
                .pairings();
        assertThat(pairings).hasSize(ends).extracting(Pairing::match).containsOnly(Match.MATCHED);
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        for (var i = 0; i < 2_000 && !wanted.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }

    @Test
    void bothLogsTellTheSameStoryWhoeverEndsIt() throws Exception {
        assertThat(provider.end("a1", AgreementState.REVOKED, "the order was cancelled"))
                .contains(new Told(Progress.TOLD, Optional.empty()));

        assertSameStory("a1", 1);
        var said = consumer.terminated().get(0);
        assertThat(said.path("reason").asText()).isEqualTo("the order was cancelled");
        assertThat(said.at("/state/to").asText()).isEqualTo("REVOKED");
        assertThat(said.path("role").asText()).isEqualTo("consumer");
        assertThat(said.path("notice").asText().split("\\.", -1)).hasSize(3);
        assertThat(consumer.stores.agreements().find("a1").flatMap(Agreement::endReason))
                .contains("the order was cancelled");

        agree("a2");
        assertThat(consumer.end("a2", AgreementState.ENDED, "another supplier").map(Told::progress))
                .contains(Progress.TOLD);
        await(() -> provider.terminated().size() == 2);
        assertThat(provider.terminated().get(1).path("reason").asText()).isEqualTo("another supplier");
    }

    @Test
    void bothLogsTellOfBothEndsWhenTheyCross() throws Exception {
        consumer.stores.agreements().end("a1", AgreementState.ENDED, "another supplier");
        provider.end("a1", AgreementState.REVOKED, "the order was cancelled");
        consumer.endings.await("a1", PATIENCE);

        assertSameStory("a1", 2);
        assertThat(provider.stores.agreements().find("a1").map(Agreement::state))
                .contains(AgreementState.REVOKED);
        assertThat(consumer.stores.agreements().find("a1").map(Agreement::state))
                .contains(AgreementState.ENDED);
    }

    @Test
    void tellsAFirmThatIsAwayOnceItIsBack() throws Exception {
        consumer.web.down();
        var told = provider.end("a1", AgreementState.REVOKED, "over").orElseThrow();
        assertThat(told.progress()).isEqualTo(Progress.WAITING);
        assertThat(told.problem().orElseThrow()).contains("localhost:");
        consumer.web.up();
        clock.move(Duration.ofSeconds(30));
        provider.endings.start();

        await(() -> provider.endings.of("a1").map(Told::progress).equals(Optional.of(Progress.TOLD)));

        assertSameStory("a1", 1);
    }

    @Test
    void aNewProcessTellsWhatTheOldOneDidNot() throws Exception {
        provider.halt();
        provider.stores.agreements().end("a1", AgreementState.REVOKED, "over");
        provider.start();
        provider.endings.start();

        await(() -> provider.endings.of("a1").map(Told::progress).equals(Optional.of(Progress.TOLD)));

        assertSameStory("a1", 1);
    }

    @Test
    void aNoticeThatComesTwiceIsOneEntry() throws Exception {
        var real = consumer.web.ends;
        var lost = new boolean[] {true};
        consumer.web.ends = (sender, body) -> {
            var answer = real.answer(sender, body);
            if (lost[0]) {
                lost[0] = false;
                throw new WebRefusal(503, "Not now", "the answer got lost");
            }
            return answer;
        };
        assertThat(provider.end("a1", AgreementState.REVOKED, "over").map(Told::progress))
                .contains(Progress.WAITING);

        assertThat(provider.endings.await("a1", PATIENCE).map(Told::progress)).contains(Progress.TOLD);

        assertSameStory("a1", 1);
        assertThat(consumer.terminated()).hasSize(1);
    }

    @Test
    void saysThatAFirmWithoutALogIsNotTold() {
        consumer.web.keepsLog = false;

        assertThat(provider.end("a1", AgreementState.REVOKED, "over").map(Told::progress))
                .contains(Progress.ONE_SIDED);
    }

    @Test
    void attemptsBecomeRareAndEndAfterAMonth() {
        consumer.web.down();
        provider.end("a1", AgreementState.REVOKED, "over");
        provider.endings.start();
        clock.move(Duration.ofDays(31));
        assertThat(provider.endings.await("a1", PATIENCE).map(Told::progress)).contains(Progress.GIVEN_UP);
        assertThat(provider.endings.of("a1").flatMap(Told::problem).orElseThrow())
                .contains("localhost:");
    }

    @Test
    void anAgreementThatWeDidNotEndIsNotTold() {
        assertThat(provider.endings.of("a1")).isEmpty();
        assertThat(provider.endings.await("a1", PATIENCE)).isEmpty();
    }

    @Test
    void theWordsOfTheOtherPartyCannotBeChanged() throws Exception {
        provider.end("a1", AgreementState.REVOKED, "over");

        for (var change : List.of("UPDATE peer_end SET reason = 'else'", "DELETE FROM peer_end")) {
            assertThat(refusal(change)).contains("append-only");
        }
    }

    private String refusal(String change) {
        try {
            MigrationsTest.execute(consumer.stores.pool(), change);
            return "";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }
}
