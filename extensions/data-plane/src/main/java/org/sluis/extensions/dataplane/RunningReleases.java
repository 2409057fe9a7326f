// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.sluis.extensions.dataplane.DataFlow.State;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.ReleaseRequest;
import org.sluis.policies.usage.Releases;

/**
 * Decides on running responses again and again, and cuts those that may not run on.
 *
 * <p>INVARIANT: a response for which no decision could be had in time is cut too.
 */
final class RunningReleases {
    /** How often everything that runs is decided on; ending must be seen within a second. */
    static final Duration INTERVAL = Duration.ofMillis(400);

    /** How often it is recorded that a response may go on: for longer than this none goes on without the record. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Logger LOG = System.getLogger(RunningReleases.class.getName());

    private final DataFlows flows;
    private final Releases releases;
    private final Refusals refusals;
    private final Limits limits;
    private final Executor executor;
    private final Map<UUID, Running> all = new ConcurrentHashMap<>();

    RunningReleases(DataFlows flows, Releases releases, Refusals refusals, Limits limits, Executor executor) {
        this.flows = flows;
        this.releases = releases;
        this.refusals = refusals;
        this.limits = limits;
        this.executor = executor;
    }

    /** Watches a response until it is forgotten. */
    void watch(ReleaseRequest ask, UUID use, RunningBody body) {
        all.put(use, new Running(ask, use, body, new AtomicLong(), new AtomicLong(System.nanoTime())));
    }

    void forget(UUID use) {
        all.remove(use);
    }

    int count() {
        return all.size();
    }

    boolean isRunning(String transfer) {
        return all.values().stream()
                .anyMatch(running -> running.ask().transfer().equals(transfer));
    }

    /** Looks at everything that runs; to be called every {@link #INTERVAL}. Does not block. */
    void tick() {
        for (var running : all.values()) {
            try {
                look(running);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a running response could not be looked at", e);
                cut(running, "it could not be looked at");
            }
        }
    }

    private void look(Running running) {
        running.body().stalledBy(limits.readTimeout(), limits.writeTimeout()).ifPresent(why -> cut(running, why));
        var since = running.decidingSince().get();
        if (since != 0 && System.nanoTime() - since > PATIENCE.toNanos()) {
            cut(running, "no decision could be had in time");
        }
        decideSoon(running);
        running.body().goOn();
    }

    void agreementEnded(String agreement) {
        all.values().stream()
                .filter(running -> running.ask().agreement().equals(agreement))
                .forEach(this::decideSoon);
    }

    void transferStopped(String transfer) {
        all.values().stream()
                .filter(running -> running.ask().transfer().equals(transfer))
                .forEach(this::decideSoon);
    }

    /** A decision that is under way may have looked before the change that asked for this one: the next tick looks again. */
    private void decideSoon(Running running) {
        if (running.decidingSince().compareAndSet(0, System.nanoTime() | 1)) {
            executor.execute(() -> {
                try {
                    decide(running).ifPresent(why -> cut(running, why));
                } finally {
                    running.decidingSince().set(0);
                }
            });
        }
    }

    private Optional<String> decide(Running running) {
        if (!all.containsKey(running.use())) {
            return Optional.empty();
        }
        try {
            var reasons = reasonsToStop(running);
            if (!reasons.isEmpty()) {
                return Optional.of("denied: " + reasons);
            }
            var flow = flows.find(running.ask().transfer());
            if (flow.isPresent() && flow.get().state() == State.STARTED) {
                return Optional.empty();
            }
            if (flow.isPresent()) {
                refusals.verified(
                        Moment.RUNNING, flow.get(), running.ask().purpose(), Admission.stopReason(flow.get()));
            }
            return Optional.of("its transfer was stopped");
        } catch (RecordUnavailableException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "no decision on a running response of transfer "
                            + running.ask().transfer(),
                    e);
            return Optional.of("no decision could be had");
        }
    }

    private List<Reason> reasonsToStop(Running running) throws RecordUnavailableException {
        var now = System.nanoTime();
        // when it seems that nothing can be recorded, trying is how to know
        if (releases.recordable() && now - running.recordedAt().get() < HEARTBEAT.toNanos()) {
            return releases.recheck(running.ask());
        }
        var reasons = releases.recheckOnRecord(running.ask());
        running.recordedAt().set(now);
        return reasons;
    }

    private void cut(Running running, String why) {
        if (all.remove(running.use()) != null) {
            LOG.log(
                    Level.INFO,
                    "cut a running response of transfer {0}: {1}",
                    running.ask().transfer(),
                    why);
            running.body().cut(new CutException(why));
        }
    }

    /** {@code decidingSince} is zero unless a decision is under way. */
    private record Running(
            ReleaseRequest ask, UUID use, RunningBody body, AtomicLong decidingSince, AtomicLong recordedAt) {}

    /** A response was ended on purpose before it was whole. */
    static final class CutException extends Exception {
        CutException(String why) {
            super(why);
        }
    }
}
