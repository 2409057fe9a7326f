// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.management.ManagementChange;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Actor;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.PolicyEvents;
import org.sluis.policies.usage.Pseudonyms;

@Timeout(60)
class PostgresOutboxTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000001Z");

    private static TestStores stores;
    private static PostgresOutbox outbox;

    private OutboxRelay relay;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        stores = TestStores.open();
        outbox = new PostgresOutbox(stores.pool(), stores.notifications());
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @BeforeEach
    void empty() {
        stores.empty();
    }

    @AfterEach
    void stopRelay() {
        if (relay != null) {
            relay.close();
        }
    }

    @Test
    void passesEventsOnAsTheyAreAndForgetsThem() throws Exception {
        var event = event(1);
        add(event);
        var record = new MoodyRecord();

        relay = outbox.relayTo(record);
        assertThat(record.next()).isEqualTo(event);
        waitUntilEmpty();

        assertThat(record.events).isEmpty();
    }

    @Test
    void passesOnWhatComesLaterWithoutWaitingForTheNextLook() throws Exception {
        var record = new MoodyRecord();
        relay = outbox.relayTo(record);
        Thread.sleep(300);
        var began = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            var event = event(i);
            add(event);
            assertThat(record.next()).isEqualTo(event);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void keepsEventsInTheirOrderWhileTheRecordIsUnavailable() throws Exception {
        var events = IntStream.range(0, 250).mapToObj(i -> event(i)).toList();
        var record = new MoodyRecord();
        record.available = false;
        relay = outbox.relayTo(record);
        for (var event : events) {
            add(event);
        }
        record.awaitRefusals(2);
        assertThat(outbox.oldest()).contains(events.get(0).at());
        assertThat(record.events).isEmpty();

        record.failsAfter = 130;
        record.available = true;
        for (var event : events) {
            assertThat(record.next()).isEqualTo(event);
        }
        waitUntilEmpty();
        assertThat(record.events).isEmpty();
        assertThat(outbox.oldest()).isEmpty();
    }

    @Test
    void goesOnAfterAnErrorOfTheRecord() throws Exception {
        add(event(1));
        var record = new MoodyRecord();
        record.brokenOnce = true;

        relay = outbox.relayTo(record);
        assertThat(record.next().type()).isEqualTo("test.happened");
    }

    @Test
    void addsNothingWhenTheChangeIsRolledBack() throws Exception {
        assertThatThrownBy(() -> new Transactions(stores.pool()).run(connection -> {
                    OutboxRows.insert(connection, event(1));
                    throw new SQLException("the change failed");
                }))
                .hasMessageContaining("the change failed");

        assertThat(outbox.oldest()).isEmpty();
    }

    @Test
    void putsEachEventOnRecordOnceWhenTheProcessIsKilledBeforeItForgetsThem() throws Exception {
        var events = IntStream.range(0, 7).mapToObj(i -> event(i)).toList();
        for (var event : events) {
            add(event);
        }
        var file = folder.resolve("record");

        assertThat(RelayProcess.run(stores.database(), file, 3)).isEqualTo(137);
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(MigrationsTest.strings(stores.pool(), "SELECT id::text FROM log_outbox"))
                .hasSize(7);
        relay = outbox.relayTo(RelayProcess.into(file));
        waitUntilEmpty();

        assertThat(Files.readAllLines(file))
                .isEqualTo(events.stream().map(event -> event.id().toString()).toList());
    }

    @Test
    void tellsTheEndOfAnAgreementOnce() throws Exception {
        var agreement = stores.freeze("urn:uuid:1");
        Actor.begin("p-0123456789abcdef");
        try {
            assertThat(stores.agreements().end(agreement.id(), AgreementState.REVOKED, "no \"more\""))
                    .isTrue();
        } finally {
            Actor.end();
        }
        assertThat(stores.agreements().end(agreement.id(), AgreementState.ENDED, "again"))
                .isFalse();

        assertThat(MigrationsTest.strings(
                        stores.pool(), "SELECT concat_ws(' ', type, peer, agreement, members) FROM log_outbox"))
                .containsExactly("agreement.terminated did:web:builder.example urn:uuid:1"
                        + " {\"corr\": {\"datasetId\": \"urn:sluis:production-status:own-orders\","
                        + " \"agreementId\": \"urn:uuid:1\"}, \"role\": \"provider\","
                        + " \"actor\": \"p-0123456789abcdef\","
                        + " \"state\": {\"to\": \"REVOKED\", \"from\": \"ACTIVE\"},"
                        + " \"policy\": {\"digest\": \"" + "0".repeat(64) + "\"}, \"reason\": \"no \\\"more\\\"\"}");
    }

    @Test
    void tellsWhatPeopleChangeUnderAPseudonym() throws Exception {
        var pseudonyms = new Pseudonyms(new byte[32]);
        var changes = new PostgresManagementChanges(stores.pool(), pseudonyms);
        var change = new ManagementChange(
                UUID.randomUUID(), NOON, "anna", "POST", "/sluis/agreements/1/stop?key=secret", Optional.empty());

        changes.begin(change);
        changes.end(change.id(), 204);
        changes.end(UUID.randomUUID(), 500);

        var told = MigrationsTest.strings(
                stores.pool(),
                "SELECT concat_ws(' ', type, peer, agreement, members->>'actor', members->>'method', members->>'path',"
                        + " members->>'status') FROM log_outbox ORDER BY sequence");
        var start = "admin.action " + pseudonyms.of("anna") + " POST /sluis/agreements/1/stop";
        assertThat(told).containsExactly(start, start + " 204");
        assertThat(MigrationsTest.strings(stores.pool(), "SELECT members::text FROM log_outbox"))
                .noneMatch(members -> members.contains("anna") || members.contains("secret"))
                .allMatch(members -> members.contains(change.id().toString()));
    }

    private static PolicyEvent event(int second) {
        return new PolicyEvent(
                UUID.randomUUID(),
                NOON.plusSeconds(second),
                "test.happened",
                Optional.of("did:web:builder.example"),
                Optional.empty(),
                "{\"n\": " + second + "}");
    }

    private static void add(PolicyEvent event) throws SQLException {
        new Transactions(stores.pool()).run(connection -> {
            OutboxRows.insert(connection, event);
            return null;
        });
    }

    private static void waitUntilEmpty() throws InterruptedException {
        while (outbox.oldest().isPresent()) {
            Thread.sleep(10);
        }
    }

    /** Refuses what it has, as a test wishes. */
    private static final class MoodyRecord implements PolicyEvents {

        private final BlockingQueue<PolicyEvent> events = new LinkedBlockingQueue<>();
        private final Set<UUID> known = new HashSet<>();
        private volatile boolean available = true;
        private volatile boolean brokenOnce;
        private volatile int failsAfter = Integer.MAX_VALUE;
        private volatile int refusals;

        @Override
        public synchronized void append(PolicyEvent event) throws RecordUnavailableException {
            if (brokenOnce) {
                brokenOnce = false;
                throw new AssertionError("an error of this test");
            }
            if (!available || failsAfter == 0) {
                refusals++;
                failsAfter = Integer.MAX_VALUE;
                notifyAll();
                throw new RecordUnavailableException("the record is away in this test", null);
            }
            failsAfter--;
            if (known.add(event.id())) {
                events.add(event);
            }
        }

        private PolicyEvent next() throws InterruptedException {
            return Optional.ofNullable(events.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        private synchronized void awaitRefusals(int wanted) throws InterruptedException {
            while (refusals < wanted) {
                wait(100);
            }
        }
    }
}
