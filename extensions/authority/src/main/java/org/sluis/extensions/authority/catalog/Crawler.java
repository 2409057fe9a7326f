// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Due;

/**
 * Keeps the members' catalogs fresh: each is read again after the interval, give or take a fifth, so that members are not asked all
 * at once. A member that cannot be read is tried less and less often, by half of the lanes only: the slow do not hold up the others.
 */
final class Crawler implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Crawler.class.getName());
    private static final int LANES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 20;
    /** In intervals. */
    private static final int LONGEST_PAUSE = 4;
    /** Longer than reading one catalog can take. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Crawl crawl;
    private final MemberCatalogs catalogs;
    private final BooleanSupplier ready;
    private final Duration interval;
    private final Clock clock;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final List<Lane> lanes = new ArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(LANES + 1, task -> {
        var thread = new Thread(task, "sluis-crawler");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A crawler that does not run yet.
     *
     * @param ready whether we can show who we are; asked each time before it looks what is due
     */
    Crawler(Crawl crawl, MemberCatalogs catalogs, BooleanSupplier ready, Duration interval, Clock clock) {
        this.crawl = crawl;
        this.catalogs = catalogs;
        this.ready = ready;
        this.interval = interval;
        this.clock = clock;
        for (var lane = 0; lane < LANES; lane++) {
            lanes.add(new Lane(lane % 2 == 1));
        }
    }

    /** Looks each second whether a catalog is due. */
    void start() {
        var unused = threads.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            if (ready.getAsBoolean() && catalogs.isDue(clock.instant())) {
                lanes.forEach(Lane::start);
            }
            failing.set(false);
        } catch (RuntimeException e) {
            // One line for a whole outage.
            if (!failing.getAndSet(true)) {
                LOG.log(Level.WARNING, "the members' catalogs cannot be looked after now: " + e.getMessage());
            }
        }
    }

    /** Reads one catalog after the other while any is due. */
    private final class Lane {
        private final boolean alsoFailing;
        private final AtomicBoolean running = new AtomicBoolean();

        Lane(boolean alsoFailing) {
            this.alsoFailing = alsoFailing;
        }

        void start() {
            if (running.compareAndSet(false, true)) {
                try {
                    threads.execute(this::run);
                } catch (RejectedExecutionException e) {
                    running.set(false);
                }
            }
        }

        private void run() {
            try {
                var due = catalogs.takeDue(clock.instant(), LEASE, alsoFailing);
                while (due.isPresent() && !Thread.currentThread().isInterrupted()) {
                    read(due.get());
                    due = catalogs.takeDue(clock.instant(), LEASE, alsoFailing);
                }
            } catch (RuntimeException e) {
                // What was taken is due again when its lease is over.
                LOG.log(Level.WARNING, "a member's catalog could not be kept: " + e.getMessage());
            } finally {
                running.set(false);
            }
        }
    }

    private void read(Due due) {
        try {
            var read = attempt(due);
            var now = clock.instant();
            catalogs.read(due.member(), read, now, now.plus(pause(0)));
        } catch (CatalogException e) {
            var now = clock.instant();
            if (due.attempts() == 0) {
                LOG.log(Level.INFO, "the catalog of {0} is stale from now on: {1}", due.member(), e.getMessage());
            }
            catalogs.failed(due.member(), e.getMessage(), now, now.plus(pause(due.attempts() + 1)));
        }
    }

    /** What a member sends must not end the reading of others. */
    private MemberCatalogs.Read attempt(Due due) throws CatalogException {
        try {
            return crawl.of(due);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.WARNING, "the catalog of " + due.member() + " could not be read", e);
            throw new CatalogException(
                    "its catalog could not be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** After a failure soon, and then later and later: whoever was just starting is not left for long. */
    private Duration pause(int attempts) {
        var most = interval.toMillis();
        if (attempts > 0) {
            var doubled = FIRST_PAUSE
                    .multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS))
                    .toMillis();
            most = Math.min(doubled, most * LONGEST_PAUSE);
        }
        return Duration.ofMillis(
                Math.round(most * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble())));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
