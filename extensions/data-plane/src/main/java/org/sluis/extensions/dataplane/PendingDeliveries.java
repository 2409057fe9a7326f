// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.sluis.policies.usage.DeliveredBodies;
import org.sluis.policies.usage.DeliveredBody;

/**
 * What was delivered and is not kept yet. Responses that end at the same time are kept in one step; no response waits for it.
 *
 * <p>What a crash, or a database that is away for long, takes from here is known to the consumer alone.
 */
final class PendingDeliveries {

    private static final Logger LOG = System.getLogger(PendingDeliveries.class.getName());
    private static final int MOST = 100_000;
    private static final int AT_ONCE = 500;

    private final DeliveredBodies delivered;
    private final Executor executor;
    private final Queue<DeliveredBody> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean failing;

    PendingDeliveries(DeliveredBodies delivered, Executor executor) {
        this.delivered = delivered;
        this.executor = executor;
    }

    /** Takes one; does not block and does not throw. */
    void add(DeliveredBody body) {
        synchronized (this) {
            if (waiting.size() >= MOST) {
                LOG.log(Level.ERROR, "what was sent in use {0} is not kept: too much waits to be kept", body.use());
                return;
            }
            waiting.add(body);
        }
        goOn();
    }

    /** Tries again what could not be kept; to be called from time to time. */
    void goOn() {
        synchronized (this) {
            if (running || waiting.isEmpty()) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::keep);
        } catch (RejectedExecutionException e) {
            fail(e);
        }
    }

    private void keep() {
        try {
            for (var next = next(); !next.isEmpty(); next = next()) {
                delivered.delivered(next);
                forget(next.size());
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized List<DeliveredBody> next() {
        var next = new ArrayList<DeliveredBody>();
        for (var body : waiting) {
            if (next.size() == AT_ONCE) {
                break;
            }
            next.add(body);
        }
        if (next.isEmpty()) {
            running = false;
        }
        return next;
    }

    private synchronized void forget(int count) {
        for (var i = 0; i < count; i++) {
            waiting.remove();
        }
        failing = false;
    }

    /** One line for a whole outage. */
    private synchronized void fail(RuntimeException e) {
        running = false;
        if (!failing) {
            failing = true;
            LOG.log(Level.WARNING, "what was sent cannot be kept now; it is tried again: {0}", e.getMessage());
        }
    }
}
