// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.edc.spi.entity.StateEntityManager;
import org.eclipse.edc.spi.monitor.Monitor;

/**
 * Starts a state machine again whose loop has ended.
 *
 * <p>EDC's loop ends for good at the first {@link Error} inside it, such as memory that ran out for a moment; every
 * process of that kind then stands still while the connector looks healthy.
 */
final class Revival {

    private final StateMachines machines;
    private final List<StateEntityManager> owners;
    private final Monitor monitor;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "state-machine-revival");
        thread.setDaemon(true);
        return thread;
    });

    Revival(StateMachines machines, List<StateEntityManager> owners, Monitor monitor) {
        this.machines = machines;
        this.owners = List.copyOf(owners);
        this.monitor = monitor;
    }

    void start(Duration interval) {
        var unused = timer.scheduleWithFixedDelay(
                this::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    private void run() {
        for (var name : machines.dead()) {
            owners.stream()
                    .filter(owner -> owner.getClass().getSimpleName().equals(name))
                    .forEach(owner -> revive(name, owner));
        }
    }

    private void revive(String name, StateEntityManager owner) {
        try {
            monitor.severe("State machine %s died of an error and is started again".formatted(name));
            owner.stop();
            machines.revived(name);
            owner.start();
        } catch (RuntimeException | Error e) {
            // The next round tries again; this thread must outlive what ended the machine.
            monitor.severe("State machine %s could not be started again".formatted(name), e);
        }
    }
}
