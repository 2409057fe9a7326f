// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.edc.spi.system.ExecutorInstrumentation;
import org.eclipse.edc.spi.system.health.HealthCheckResult;

/** EDC's state machines, watched through the executors they run on. */
public final class StateMachines implements ExecutorInstrumentation {

    private static final Duration LONG_ITERATION = Duration.ofSeconds(30);

    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final Clock clock;

    StateMachines(Clock clock) {
        this.clock = clock;
    }

    /** All machines that were started, by name. */
    public List<StateMachine> list() {
        return watches.values().stream()
                .map(watch -> watch.report(clock.instant(), LONG_ITERATION))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /** Well when all machines move their processes; otherwise names those that do not. */
    HealthCheckResult health() {
        var halted = list().stream()
                .filter(machine -> machine.status() != StateMachine.Status.RUNNING)
                .map(machine ->
                        machine.name() + " is " + machine.status().name().toLowerCase(Locale.ROOT))
                .toList();
        var result = HealthCheckResult.Builder.newInstance().component("state machines");
        return (halted.isEmpty() ? result.success() : result.failure(halted)).build();
    }

    /** Machines whose loop has ended. */
    List<String> dead() {
        return list().stream()
                .filter(machine -> machine.status() == StateMachine.Status.DEAD)
                .map(StateMachine::name)
                .toList();
    }

    /** Remembers that a dead machine is being started again. */
    void revived(String name) {
        watches.get(name).revived();
    }

    @Override
    public ScheduledExecutorService instrument(ScheduledExecutorService target, String name) {
        // Ours runs in its place: the target has no thread yet, so nothing is lost with it.
        target.shutdown();
        return new WatchedExecutor(name, watches.computeIfAbsent(name, key -> new Watch(key, clock)));
    }
}
