// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.issuance;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Delivers what is due: at once when told, and every second what earlier attempts, other replicas or a crash left. */
public final class Deliveries implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());
    /** So that one holder that answers slowly does not keep the others waiting. */
    private static final int THREADS = 3;

    private final Delivery delivery;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, task -> {
        var thread = new Thread(task, "sluis-issuer");
        thread.setDaemon(true);
        return thread;
    });

    public Deliveries(Delivery delivery) {
        this.delivery = delivery;
    }

    public void start() {
        var unused = threads.scheduleWithFixedDelay(this::all, 1_000, 1_000, TimeUnit.MILLISECONDS);
    }

    /** Something may be due now. */
    public void wake() {
        if (!threads.isShutdown()) {
            threads.execute(this::all);
        }
    }

    private void all() {
        try {
            while (!Thread.currentThread().isInterrupted() && delivery.one()) {
                LOG.log(Level.DEBUG, "a delivery was tried");
            }
        } catch (RuntimeException e) {
            // What was taken is due again when its lease is over.
            LOG.log(Level.WARNING, "credentials could not be delivered: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
