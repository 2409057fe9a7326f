// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.leases;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Processes that state machines leased and did neither save nor send a message about.
 *
 * <p>When one process of a batch throws, EDC drops the rest of the batch and leaves all of them leased. A machine whose
 * iteration is over, or that died, has abandoned what it still has here.
 */
public final class MachineLeases {

    private final Map<String, Lease> taken = new ConcurrentHashMap<>();
    private final Leases leases;
    private final Consumer<String> dropped;

    private record Lease(String kind, Thread machine) {}

    /** {@code dropped} is told the kind of a process that was given back: to be looked at again, but not at once. */
    MachineLeases(Leases leases, Consumer<String> dropped) {
        this.leases = leases;
        this.dropped = dropped;
    }

    /** The machine on the current thread leased a process. */
    public void took(String kind, String id) {
        taken.put(id, new Lease(kind, Thread.currentThread()));
    }

    /** A process was saved, or a message about it is on its way and its answer will save it. */
    public void settled(String id) {
        if (id != null) {
            taken.remove(id);
        }
    }

    /** Gives back what the machine on the current thread, or one whose thread has ended, abandoned. */
    public void releaseAbandoned() {
        taken.forEach((id, lease) -> {
            var abandoned = lease.machine() == Thread.currentThread()
                    || !lease.machine().isAlive();
            if (abandoned) {
                leases.drop(lease.kind(), id);
                taken.remove(id, lease);
                dropped.accept(lease.kind());
            }
        });
    }
}
