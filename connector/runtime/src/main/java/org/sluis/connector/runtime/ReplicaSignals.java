// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.util.function.Consumer;
import org.sluis.extensions.protocol.machines.Machine;
import org.sluis.extensions.protocol.machines.Replicas;
import org.sluis.extensions.storage.Signals;

/** The replicas of a company, told over the database that they share. */
record ReplicaSignals(Signals signals) implements Replicas {

    @Override
    public void changed(Machine machine) {
        signals.send(channel(machine));
    }

    @Override
    public void onChange(Consumer<Machine> woken) {
        for (var machine : Machine.values()) {
            signals.on(channel(machine), () -> woken.accept(machine));
        }
    }

    private static String channel(Machine machine) {
        return "machine." + machine.name();
    }
}
