// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.edc.spi.monitor.Monitor;

/**
 * Decides again on running transfers, on both sides, all that run under one agreement at once: at the agreement's next time
 * boundary, when something happened that concerns it, and at a pause that also finds what started elsewhere. What it cannot
 * decide it stops; what it cannot stop it tries again; nothing that goes wrong stops it.
 *
 * <p>One thread; at most two entries wait in its queue for each agreement that has a running transfer. Each release is decided on
 * its own: this closes doors that nobody is asking at.
 */
public final class PolicyMonitor {

    private static final Duration RETRY = Duration.ofSeconds(5);
    /** A transfer that started is saved by then. */
    private static final Duration SOON = Duration.ofMillis(300);
    /** The system's clock may be set meanwhile. */
    private static final Duration FURTHEST = Duration.ofDays(1);

    private final AgreementTransfers transfers;
    private final RunningDecision decision;
    private final Duration interval;
    private final Clock clock;
    private final Monitor monitor;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, PolicyMonitor::daemon);
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    /** Only on the timer's thread. */
    private final Map<String, Watch> watched = new HashMap<>();

    /** An agreement with running transfers, by EDC's own key of it. */
    private record Watch(Optional<Instant> next, Optional<ScheduledFuture<?>> timer, boolean onCredentials) {
        void cancel() {
            timer.ifPresent(future -> future.cancel(false));
        }
    }

    /**
     * What is to be done with running transfers.
     *
     * @param stop why they must stop; empty to go on
     * @param next from when on time alone can change that
     * @param onCredentials whether a change of credentials can change that
     */
    record Outlook(Optional<String> stop, Optional<Instant> next, boolean onCredentials) {
        static Outlook stop(String reason) {
            return new Outlook(Optional.of(reason), Optional.empty(), false);
        }

        static Outlook goOn(Optional<Instant> next, boolean onCredentials) {
            return new Outlook(Optional.empty(), next, onCredentials);
        }
    }

    /** Decides on the transfers under an agreement. */
    @FunctionalInterface
    interface RunningDecision {
        Outlook look(String contract) throws Exception;
    }

    PolicyMonitor(
            AgreementTransfers transfers, RunningDecision decision, Duration interval, Clock clock, Monitor monitor) {
        this.transfers = transfers;
        this.decision = decision;
        this.interval = interval;
        this.clock = clock;
        this.monitor = monitor;
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        run(this::passAgain, Duration.ZERO);
    }

    void stop() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(RETRY.toSeconds(), TimeUnit.SECONDS)) {
                monitor.warning("The policy monitor is still busy.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A transfer started under an agreement. */
    void started(String contract) {
        if (asked.add(contract)) {
            run(
                    () -> {
                        asked.remove(contract);
                        check(contract);
                    },
                    SOON);
        }
    }

    /** An agreement ended, here or at the other party. */
    void ended(String agreementId) {
        run(() -> transfers.contracts(agreementId).forEach(this::check), Duration.ZERO);
    }

    /** Somebody's credentials are others than before, or their status is. */
    void credentialsChanged() {
        run(
                () -> watched.entrySet().stream()
                        .filter(entry -> entry.getValue().onCredentials())
                        .map(Map.Entry::getKey)
                        .toList()
                        .forEach(this::check),
                Duration.ZERO);
    }

    /** How many agreements have a timer. */
    int waiting() {
        return timer.getQueue().size();
    }

    private void passAgain() {
        try {
            pass();
        } finally {
            run(this::passAgain, interval);
        }
    }

    /** One look at all that runs. */
    void pass() {
        Set<String> running = transfers.running();
        watched.keySet().stream()
                .filter(contract -> !running.contains(contract))
                .toList()
                .forEach(this::forget);
        running.forEach(this::check);
    }

    /** One look at what runs under an agreement. */
    void check(String contract) {
        Outlook outlook;
        try {
            outlook = decision.look(contract);
        } catch (Throwable e) {
            tell("The transfers under " + contract + " could not be decided, so they are stopped", e);
            outlook = Outlook.stop("the policy of this transfer could not be decided");
        }
        if (outlook.stop().isPresent()) {
            stop(contract, outlook.stop().get());
        } else {
            watch(contract, outlook);
        }
    }

    private void stop(String contract, String reason) {
        boolean stopped = false;
        try {
            stopped = transfers.terminate(contract, reason);
        } catch (Throwable e) {
            tell("The transfers under " + contract + " could not be stopped; trying again in " + RETRY, e);
        }
        if (stopped) {
            forget(contract);
        } else {
            watch(contract, Outlook.goOn(Optional.of(clock.instant().plus(RETRY)), true));
        }
    }

    private void watch(String contract, Outlook outlook) {
        Watch before = watched.get(contract);
        if (before != null
                && before.next().equals(outlook.next())
                && before.timer().filter(future -> !future.isDone()).isPresent()) {
            return;
        }
        forget(contract);
        Optional<ScheduledFuture<?>> next =
                outlook.next().flatMap(instant -> schedule(() -> boundary(contract), until(instant)));
        watched.put(contract, new Watch(outlook.next(), next, outlook.onCredentials()));
    }

    private void boundary(String contract) {
        watched.remove(contract);
        check(contract);
    }

    private void forget(String contract) {
        Watch before = watched.remove(contract);
        if (before != null) {
            before.cancel();
        }
    }

    private Duration until(Instant instant) {
        Duration wait = Duration.between(clock.instant(), instant);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(FURTHEST) > 0 ? FURTHEST : wait;
    }

    private void run(Runnable work, Duration wait) {
        var unused = schedule(work, wait);
    }

    /** Empty once the monitor was stopped. */
    private Optional<ScheduledFuture<?>> schedule(Runnable work, Duration wait) {
        try {
            return Optional.of(timer.schedule(() -> survive(work), wait.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
    }

    /** INVARIANT: the monitor goes on. */
    private void survive(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            tell("Running transfers could not be looked at; trying again within " + interval, e);
        }
    }

    private void tell(String what, Throwable cause) {
        try {
            monitor.severe(what, cause);
        } catch (Throwable e) {
            // There is nobody left to tell.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "policy-monitor");
        thread.setDaemon(true);
        return thread;
    }
}
