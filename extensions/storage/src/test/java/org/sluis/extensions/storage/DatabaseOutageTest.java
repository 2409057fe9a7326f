// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.policies.decision.Charge;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger.Rule;
import org.sluis.policies.usage.UsageLedger.Verdict;

@Timeout(120)
class DatabaseOutageTest {

    private static final String AGREEMENT = "a";

    @TempDir
    Path folder;

    private InterruptedServer server;
    private TestStores stores;

    @BeforeEach
    void open() throws Exception {
        server = new InterruptedServer(folder);
        stores = TestStores.on(server.database);
        Migrations.migrate(stores.pool());
        stores.freeze(AGREEMENT);
    }

    @AfterEach
    void close() {
        stores.close();
        server.close();
    }

    @Test
    void saysThatTheDatabaseIsAwayAndGoesOnWhenItIsBack() throws Exception {
        server.stop();

        assertThatThrownBy(() -> stores.agreements().find(AGREEMENT))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("database cannot be used now");
        assertThatThrownBy(() -> stores.ledger(Clock.systemUTC()).decide(AGREEMENT, counting(1)))
                .isInstanceOf(RecordUnavailableException.class)
                .hasMessageContaining("database cannot be used now");
        server.start();

        assertThat(stores.agreements().find(AGREEMENT)).isPresent();
    }

    @Test
    void givesUpWithinSeconds() throws Exception {
        var ledger = stores.ledger(Clock.systemUTC());
        server.stop();
        var begin = Instant.now();

        assertThatThrownBy(() -> ledger.decide(AGREEMENT, counting(1))).isInstanceOf(RecordUnavailableException.class);

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void cancelsWhenTheDatabaseIsBackWhatWasCancelledWhileItWasAway() throws Exception {
        var ledger = stores.ledger(Clock.systemUTC());
        var use = ledger.decide(AGREEMENT, counting(1)).orElseThrow();
        server.stop();

        ledger.cancel(use);
        server.start();

        assertThat(ledger.decide(AGREEMENT, counting(1))).isPresent();
    }

    @Test
    void tellsOfAnEndThatHappenedWhileItHeardNothing() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        stores.agreements().onEnd(heard::add);
        server.stop();
        server.start();

        // Another replica is back first.
        try (var other = TestStores.on(server.database)) {
            other.agreements().end(AGREEMENT, AgreementState.REVOKED, "withdrawn");
        }

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(AGREEMENT);
    }

    @Test
    void countsExactlyWhileTheServerIsKilledAgainAndAgain() throws Exception {
        var ledger = stores.ledger(Clock.systemUTC());
        var acknowledged = new ConcurrentLinkedQueue<UUID>();
        var killing = new AtomicBoolean(true);
        var threads = Executors.newFixedThreadPool(9);
        try {
            Callable<Void> asking = () -> {
                while (killing.get()) {
                    useOnce(ledger, acknowledged, 100_000);
                }
                return null;
            };
            var askers =
                    IntStream.range(0, 8).mapToObj(i -> threads.submit(asking)).toList();
            for (int kill = 0; kill < 4; kill++) {
                awaitMore(acknowledged);
                server.killAndStart();
            }
            awaitMore(acknowledged);
            killing.set(false);
            for (Future<Void> asker : askers) {
                asker.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        // Deciding once more settles what was in doubt.
        useOnce(ledger, acknowledged, 100_000);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100).doesNotHaveDuplicates();
        assertThat(stored("SELECT id::text FROM use WHERE state <> 'CANCELLED'"))
                .containsExactlyInAnyOrderElementsOf(
                        acknowledged.stream().map(UUID::toString).toList());
        assertThat(stored("SELECT used::text FROM counter")).containsExactly(String.valueOf(acknowledged.size()));
        assertThat(stored("SELECT count(*)::text FROM charge")).containsExactly(String.valueOf(acknowledged.size()));
        var recorded = stores.decisions()
                .list(new Decisions.Query(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true), 10_000));
        assertThat(recorded)
                .extracting(decision -> decision.id().toString())
                .containsAll(stored("SELECT decision::text FROM use WHERE state <> 'CANCELLED'"));
    }

    private static void awaitMore(ConcurrentLinkedQueue<UUID> acknowledged) throws InterruptedException {
        var wanted = acknowledged.size() + 20;
        for (int tick = 0; tick < 2_000 && acknowledged.size() < wanted; tick++) {
            Thread.sleep(10);
        }
        assertThat(acknowledged).as("uses go on").hasSizeGreaterThanOrEqualTo(wanted);
    }

    private static void useOnce(PostgresUsageLedger ledger, ConcurrentLinkedQueue<UUID> acknowledged, long limit)
            throws InterruptedException {
        Optional<UUID> use = Optional.empty();
        try {
            use = ledger.decide(AGREEMENT, counting(limit));
            if (use.isPresent()) {
                ledger.commit(use.get());
                acknowledged.add(use.get());
            }
        } catch (RecordUnavailableException e) {
            use.ifPresent(ledger::cancel);
            Thread.sleep(20);
        }
    }

    private List<String> stored(String sql) throws Exception {
        return MigrationsTest.strings(stores.pool(), sql);
    }

    private static Rule counting(long limit) {
        var charge = new Charge("permission/0", Optional.empty(), limit);
        return (agreement, firstUse, uses, now) -> {
            var allowed = uses.count("permission/0", Optional.empty()).orElseThrow() < limit;
            return new Verdict(TestStores.decision(AGREEMENT, now, allowed), List.of(charge));
        };
    }
}
