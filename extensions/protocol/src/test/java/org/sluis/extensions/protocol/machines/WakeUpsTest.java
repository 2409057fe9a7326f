// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Eventually;

/** When a machine runs that would sleep for an hour by itself. */
class WakeUpsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int REQUESTING = 100;

    private final Clock clock = Clock.systemUTC();
    private final StateMachines machines = new StateMachines(clock);
    private final List<Machine> told = new ArrayList<>();
    private final WakeUps wakeUps = new WakeUps(machines, new Told(), clock, true);
    private final AtomicInteger iterations = new AtomicInteger();
    private final ScheduledExecutorService executor =
            machines.instrument(Executors.newSingleThreadScheduledExecutor(), "ConsumerContractNegotiationManagerImpl");
    private Runnable work = () -> {};

    private final class Told implements Replicas {
        @Override
        public void changed(Machine machine) {
            told.add(machine);
        }

        @Override
        public void onChange(Consumer<Machine> woken) {
            // This test says itself what the others did.
        }
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    /** As EDC does it: each iteration schedules the next. */
    private void iterate() {
        work.run();
        iterations.incrementAndGet();
        iterateAfter(Duration.ofHours(1));
    }

    private void iterateAfter(Duration delay) {
        var unused = executor.schedule(this::iterate, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void startAndFallAsleep() {
        iterateAfter(Duration.ZERO);
        comesTo(1);
    }

    private void comesTo(int count) {
        Eventually.holds(LIMIT, () -> iterations.get() == count);
    }

    @Test
    void aMachineIsWokenByWhatIsDue() {
        startAndFallAsleep();

        wakeUps.due(Machine.CONSUMER_NEGOTIATIONS, REQUESTING, "CONSUMER", 0);

        comesTo(2);
        assertThat(told).containsExactly(Machine.CONSUMER_NEGOTIATIONS);
    }

    @Test
    void aMachineIsNotWokenByWhatConcernsAnother() throws InterruptedException {
        startAndFallAsleep();

        wakeUps.due(Machine.PROVIDER_NEGOTIATIONS, REQUESTING, "PROVIDER", 0);
        wakeUps.due(Machine.TRANSFERS, REQUESTING, "CONSUMER", 0);

        Thread.sleep(200);
        assertThat(iterations).hasValue(1);
    }

    @Test
    void aSignalDuringAnIterationIsNotLost() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        work = () -> {
            begun.countDown();
            awaitQuietly(goOn);
        };
        iterateAfter(Duration.ZERO);
        begun.await();

        wakeUps.due(Machine.CONSUMER_NEGOTIATIONS, REQUESTING, "CONSUMER", 0);
        goOn.countDown();

        comesTo(2);
    }

    @Test
    void manySignalsDuringAnIterationLeadToOneMore() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        work = () -> {
            begun.countDown();
            awaitQuietly(goOn);
        };
        iterateAfter(Duration.ZERO);
        begun.await();

        for (int i = 0; i < 1_000; i++) {
            wakeUps.due(Machine.CONSUMER_NEGOTIATIONS, REQUESTING, "CONSUMER", 0);
        }
        goOn.countDown();

        comesTo(2);
        Thread.sleep(100);
        assertThat(iterations).hasValue(2);
    }

    @Test
    void anAttemptThatIsDueIsMadeAtItsTimeAndNotBefore() {
        startAndFallAsleep();
        var due = clock.millis() + 300;

        wakeUps.due(Machine.CONSUMER_NEGOTIATIONS, REQUESTING, "CONSUMER", due);

        comesTo(2);
        assertThat(clock.millis()).isGreaterThanOrEqualTo(due);
    }

    @Test
    void aMachineThatIsWokenLooksOnlyWhereThereIsSomething() {
        var looks = new ArrayList<String>();
        work = () -> {
            var agenda = Agenda.ofThisThread().orElseThrow();
            looks.add(agenda.takeEverything() + " " + agenda.take(REQUESTING, Optional.of("CONSUMER")) + " "
                    + agenda.take(REQUESTING + 1, Optional.empty()));
        };
        startAndFallAsleep();

        wakeUps.due(Machine.CONSUMER_NEGOTIATIONS, REQUESTING, "CONSUMER", 0);

        comesTo(2);
        assertThat(looks).containsExactly("true false false", "false true false");
    }

    @Test
    void aMachineWhoseTimeHasComeLooksAtEverything() {
        var looks = new ArrayList<Boolean>();
        work = () -> looks.add(Agenda.ofThisThread().orElseThrow().takeEverything());
        startAndFallAsleep();

        wakeUps.lookAfter(Machine.CONSUMER_NEGOTIATIONS, Duration.ofMillis(50));

        comesTo(2);
        assertThat(looks).containsExactly(true, true);
    }

    @Test
    void aMachineThatOnlyPollsIsNotWoken() throws InterruptedException {
        startAndFallAsleep();
        var still = new WakeUps(machines, new Told(), clock, false);

        still.due(Machine.CONSUMER_NEGOTIATIONS, REQUESTING, "CONSUMER", 0);
        still.look(Machine.CONSUMER_NEGOTIATIONS);
        still.lookAfter(Machine.CONSUMER_NEGOTIATIONS, Duration.ZERO);
        still.goOn();

        Thread.sleep(200);
        assertThat(iterations).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
