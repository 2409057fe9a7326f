// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.leases;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Processes that state machines leased and did neither save nor send a message about.
 *
 * <p>When one process of a batch throws, EDC drops the rest of the batch and leaves all of them leased. A machine that
 * comes for its next batch, or that died, has abandoned what it still has here.
 */
public final class MachineLeases {

    private final Map<String, Lease> taken = new ConcurrentHashMap<>();
    private final Leases leases;

    private record Lease(String kind, Thread machine) {}

    MachineLeases(Leases leases) {
        this.leases = leases;
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
            if (abandoned && taken.remove(id, lease)) {
                leases.release(lease.kind(), id);
            }
        });
    }
}
