// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a state machine has to look at in its next iteration.
 *
 * <p>EDC's machines ask the database about each of their states in each iteration. With an agenda only those states are
 * looked at in which something is said to be; after a time without a word the machine looks at all.
 */
public final class Agenda {

    // INVARIANT: set only during an iteration, on the machine's own thread
    private static final ThreadLocal<Agenda> CURRENT = new ThreadLocal<>();

    private final Machine machine;
    private final Set<Entry> entries = new HashSet<>();

    // Nobody knows what an earlier run left.
    private boolean everything = true;

    /** Processes of a type, consumer's or provider's, in a state. */
    private record Entry(int state, String type) {}

    Agenda(Machine machine) {
        this.machine = machine;
    }

    /** The agenda of the machine whose iteration this thread runs. */
    public static Optional<Agenda> ofThisThread() {
        return Optional.ofNullable(CURRENT.get());
    }

    void during(Runnable iteration) {
        CURRENT.set(this);
        try {
            iteration.run();
        } finally {
            CURRENT.remove();
        }
    }

    public Machine machine() {
        return machine;
    }

    /** There is, or may be, something in a state. */
    public synchronized void add(int state, String type) {
        entries.add(new Entry(state, type));
    }

    /** There may be something in any state. */
    public synchronized void addEverything() {
        everything = true;
    }

    /** Whether all states are to be looked at; the next call says no. */
    public synchronized boolean takeEverything() {
        var was = everything;
        everything = false;
        return was;
    }

    /**
     * Whether a state is to be looked at; the next call says no.
     *
     * @param type empty for both types
     */
    public synchronized boolean take(int state, Optional<String> type) {
        return entries.removeIf(
                entry -> entry.state == state && (type.isEmpty() || type.get().equals(entry.type)));
    }
}
