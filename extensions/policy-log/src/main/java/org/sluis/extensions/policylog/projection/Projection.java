// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluis.extensions.policylog.PolicyLog;

/** Follows the log with rows, on a thread of its own; whoever asks waits until the rows have what was logged before. */
public final class Projection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final int BATCH = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 1_000;
    /** Entries come in small groups all the time, and each transaction costs the same for one row as for fifty. */
    private static final long GATHER_NANOS = 50_000_000;

    private final PolicyLog log;
    private final LogRows rows;
    private final Thread thread = new Thread(this::run, "sluis-log-projection");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(Projection::readingThread);
    private long projected;
    private int waiting;
    private Optional<Ahead> ahead = Optional.empty();

    private boolean closed;

    /** Rows from that index on, being read. */
    private record Ahead(long first, CompletableFuture<List<LogRow>> rows) {

        List<LogRow> await() {
            try {
                return rows.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : e;
            }
        }
    }

    /** Makes the rows follow this log; rows of another history are dropped and made anew. */
    public Projection(PolicyLog log, LogRows rows) {
        this.log = log;
        this.rows = rows;
        thread.setDaemon(true);
    }

    /** Catches up with the log before it returns, and follows it from then on. */
    public Projection start() {
        projected = written();
        if (!continues()) {
            LOG.warn("The rows of the policy log do not belong to it; they are made anew");
            rows.clear();
            projected = 0;
        }
        while (projected < log.head().size()) {
            projectSome();
        }
        thread.start();
        return this;
    }

    /** There may be new entries. */
    public void wake() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Newest first; has everything that was logged before the call. */
    public List<LogRow> list(LogQuery query) {
        awaitLogged();
        return rows.list(query);
    }

    /** Whether an entry with that id was logged before the call. */
    public boolean contains(UUID id) {
        awaitLogged();
        return rows.contains(id);
    }

    /** Payloads that were erased from the log. */
    public void erase(List<Long> indices) {
        awaitLogged();
        rows.erase(indices);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        reader.shutdown();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread readingThread(Runnable task) {
        var thread = new Thread(task, "sluis-log-projection-reader");
        thread.setDaemon(true);
        return thread;
    }

    private boolean continues() {
        return projected == 0
                || (projected <= log.head().size()
                        && log.entry(projected - 1)
                                .entry()
                                .hash()
                                .equals(rows.last().orElseThrow().leaf()));
    }

    private void run() {
        while (awaitMore()) {
            try {
                projectSome();
            } catch (RuntimeException e) {
                LOG.warn("Rows of the policy log could not be written and are tried again: {}", e.getMessage());
                pause();
                resume();
            }
        }
    }

    /** Reads the next rows while those before them are written. */
    private void projectSome() {
        long first = projected;
        var some = ahead.filter(read -> read.first() == first).map(Ahead::await).orElseGet(() -> read(first));
        long end = first + some.size();
        ahead = end < log.head().size()
                ? Optional.of(new Ahead(end, CompletableFuture.supplyAsync(() -> read(end), reader)))
                : Optional.empty();
        rows.append(some);
        moveTo(end);
    }

    private void moveTo(long end) {
        lock.lock();
        try {
            projected = end;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<LogRow> read(long first) {
        var end = Math.min(log.head().size(), first + BATCH);
        var some = new ArrayList<LogRow>();
        for (var index = first; index < end; index++) {
            some.add(RowReader.row(log.entry(index)));
        }
        return some;
    }

    /** False when it is over. */
    private boolean awaitMore() {
        lock.lock();
        try {
            while (!closed && projected >= log.head().size()) {
                moved.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
            gather();
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets more entries come, unless somebody waits for those that are there or there are enough. */
    private void gather() throws InterruptedException {
        var nanos = GATHER_NANOS;
        while (!closed
                && waiting == 0
                && nanos > 0
                && projected + BATCH > log.head().size()) {
            nanos = moved.awaitNanos(nanos);
        }
    }

    /** The database may have more rows than it said, or fewer: a crash may have taken the last ones away. */
    private void resume() {
        try {
            moveTo(written());
        } catch (RuntimeException e) {
            LOG.debug("the rows of the policy log cannot be read yet", e);
        }
    }

    private long written() {
        return rows.last().map(last -> last.index() + 1).orElse(0L);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitLogged() {
        var size = log.head().size();
        var nanos = PATIENCE.toNanos();
        lock.lock();
        try {
            waiting++;
            moved.signalAll();
            while (projected < size) {
                if (nanos <= 0 || closed) {
                    throw new IllegalStateException("the rows of the policy log are " + (size - projected)
                            + " entries behind; try again in a moment");
                }
                nanos = moved.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the rows of the policy log", e);
        } finally {
            waiting--;
            lock.unlock();
        }
    }
}
