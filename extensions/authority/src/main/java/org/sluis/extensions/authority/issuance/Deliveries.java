// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.issuance;

import java.lang.System.Logger.Level;
import java.time.Duration;
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
        also(this::all, Duration.ofSeconds(1));
    }

    /** Does something else from time to time; a failure is logged, and the next time comes. */
    public void also(Runnable task, Duration every) {
        var unused = threads.scheduleWithFixedDelay(
                () -> attempt(task), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something may be due now. */
    public void wake() {
        if (!threads.isShutdown()) {
            threads.execute(() -> attempt(this::all));
        }
    }

    private void all() {
        var tried = true;
        while (tried && !Thread.currentThread().isInterrupted()) {
            tried = delivery.one();
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // A delivery that was taken is due again when its lease is over.
            LOG.log(Level.WARNING, "the authority could not do a part of its work: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
