// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.edc.spi.system.ExecutorInstrumentation;
import org.eclipse.edc.spi.system.health.HealthCheckResult;

/** EDC's state machines, watched and woken through the executors they run on. */
public final class StateMachines implements ExecutorInstrumentation {

    private static final Duration LONG_ITERATION = Duration.ofSeconds(30);

    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final Map<Machine, Sleeper> sleepers = new ConcurrentHashMap<>();
    private final List<Runnable> afterIteration = new CopyOnWriteArrayList<>();
    private final Clock clock;

    /** A machine that can be woken. */
    record Sleeper(Agenda agenda, WatchedExecutor executor) {}

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

    /** Runs a task on the thread of each machine when one of its iterations is over. */
    public void afterIteration(Runnable task) {
        afterIteration.add(task);
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

    /** Empty before the machine's first start: it looks at everything then. */
    Optional<Sleeper> sleeper(Machine machine) {
        return Optional.ofNullable(sleepers.get(machine));
    }

    @Override
    public ScheduledExecutorService instrument(ScheduledExecutorService target, String name) {
        // Ours runs in its place: the target has no thread yet, so nothing is lost with it.
        target.shutdown();
        var agenda = Machine.named(name).map(Agenda::new).orElse(null);
        var watch = watches.computeIfAbsent(name, key -> new Watch(key, clock));
        var executor = new WatchedExecutor(name, watch, agenda, clock, () -> afterIteration.forEach(Runnable::run));
        if (agenda != null) {
            sleepers.put(agenda.machine(), new Sleeper(agenda, executor));
        }
        return executor;
    }
}
