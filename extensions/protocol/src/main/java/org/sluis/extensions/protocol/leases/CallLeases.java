// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.leases;

import java.util.HashSet;
import java.util.Set;

/**
 * What one call on the current thread leased and did not give back.
 *
 * <p>EDC's protocol services return on several paths without breaking the lease they took; a process left that way
 * stands still until the lease runs out. Stores report to this, and the caller of the protocol service asks.
 */
public final class CallLeases {

    // Removed at the end of each call, and as many as connectors in this process: nothing piles up.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Call> current = new ThreadLocal<>();

    /** What a call left behind: processes still leased, and whether a lease was refused to it. */
    public record Outcome(Set<String> stillLeased, boolean refused) {}

    private static final class Call {
        private final Set<String> leased = new HashSet<>();
        private boolean refused;
    }

    /** Starts watching the current thread. */
    public void begin() {
        current.set(new Call());
    }

    /** Stops watching the current thread. */
    public Outcome end() {
        var call = current.get();
        current.remove();
        return call == null ? new Outcome(Set.of(), false) : new Outcome(Set.copyOf(call.leased), call.refused);
    }

    /** A store gave a lease to the current thread. */
    public void acquired(String id) {
        var call = current.get();
        if (call != null) {
            call.leased.add(id);
        }
    }

    /** A store refused a lease because another thread or replica holds it. */
    public void refused() {
        var call = current.get();
        if (call != null) {
            call.refused = true;
        }
    }

    /** A store saved a process, which gives its lease back. */
    public void saved(String id) {
        var call = current.get();
        if (call != null) {
            call.leased.remove(id);
        }
    }
}
