// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/**
 * Two members of a chain in processes of their own, each on its own PostgreSQL, negotiate and start transfers by the hundred. At the end both
 * tell the same story, whatever happened in between.
 *
 * <p>System properties: {@code sluis.stress.processes} (500), {@code sluis.stress.kill.processes} (60),
 * {@code sluis.stress.seconds} (600, the longest one test may last).
 */
class NothingLostTest {

    private static final System.Logger LOG = System.getLogger(NothingLostTest.class.getName());

    private static final int PROCESSES = Integer.getInteger("sluis.stress.processes", 500);
    private static final int PROCESSES_AT_A_KILL = Integer.getInteger("sluis.stress.kill.processes", 60);
    private static final int SECONDS = Integer.getInteger("sluis.stress.seconds", 600);
    private static final int LONGEST_DELAY_MILLIS = 5_000;

    private static final String DATASET = "parts";

    @TempDir
    private Path folder;

    private Chain chain;
    private Company provider;
    private Company consumer;

    @BeforeEach
    void twoFirms() throws CallFailedException {
        chain = new Chain(folder);
        provider = new Company("maker", folder);
        consumer = new Company("builder", folder);
        provider.knowing(consumer, "").start();
        consumer.knowing(provider, "").start();
        chain.enrol(provider, consumer);
        provider.management().publish(DATASET);
    }

    @AfterEach
    void goHome() {
        consumer.close();
        provider.close();
        chain.close();
    }

    @Test
    void everyNegotiationAndTransferEndsTheSameOnBothSides() throws CallFailedException {
        try (var trades = new Trades(consumer, provider, PROCESSES, SECONDS)) {
            var all = trades.begin(PROCESSES, LONGEST_DELAY_MILLIS);

            Trades.await(all);
        }

        bothTellTheSame(PROCESSES);
    }

    @Test
    void soItIsWhenTheProviderIsKilledInTheMiddle() throws CallFailedException {
        theSameWhenKilled(provider);
    }

    @Test
    void soItIsWhenTheConsumerIsKilledInTheMiddle() throws CallFailedException {
        theSameWhenKilled(consumer);
    }

    private void theSameWhenKilled(Company victim) throws CallFailedException {
        try (var trades = new Trades(consumer, provider, PROCESSES_AT_A_KILL, SECONDS)) {
            var all = trades.begin(PROCESSES_AT_A_KILL, LONGEST_DELAY_MILLIS);

            awaitTheMiddle(trades);
            victim.kill9();
            victim.start();
            Trades.await(all);
        }

        bothTellTheSame(PROCESSES_AT_A_KILL);
    }

    private static void awaitTheMiddle(Trades trades) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (trades.agreed() < PROCESSES_AT_A_KILL / 4) {
            assertThat(System.nanoTime() - end).as("a quarter agreed in time").isNegative();
            Pause.millis(20);
        }
    }

    /** There may be more than were asked for: an application whose call was cut off asks again. */
    private void bothTellTheSame(int atLeast) throws CallFailedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        var ours = Books.of(consumer);
        var theirs = Books.of(provider);
        while (!(ours.settled() && theirs.settled()) && System.nanoTime() - end < 0) {
            Pause.millis(1_000);
            ours = Books.of(consumer);
            theirs = Books.of(provider);
        }
        LOG.log(System.Logger.Level.INFO, "consumer: " + ours.summary() + "; provider: " + theirs.summary());
        assertThat(theirs.negotiations()).containsExactlyEntriesOf(ours.negotiations());
        assertThat(theirs.transfers()).containsExactlyEntriesOf(ours.transfers());
        assertThat(ours.settled()).as(ours.summary()).isTrue();
        assertThat(ours.negotiations()).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(ours.transfers()).hasSizeGreaterThanOrEqualTo(atLeast);
    }
}
