// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.policies.log.leaf.CorruptLogException;
import org.sluis.policies.log.note.ForkedTreeException;

/**
 * The one thread that writes. What waits is written as one group with one sync; a group begins as soon as the disk is idle. When a
 * write fails, the group and all that wait are refused, and so is everything after, until the log has been read back from disk.
 */
final class GroupCommit implements Runnable {

    /** Reads the log back from disk after a failure. */
    interface Reopening {
        Store reopen(Store failed) throws IOException, CorruptLogException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final long IDLE = 0;

    private final Path folder;
    private final Limits limits;
    private final Sealing sealing;
    private final Reopening reopening;
    private final RequestQueue queue;
    private volatile Store store;
    private volatile LogUnavailableException refusal;
    private volatile boolean stopped;
    private volatile long writingSince = IDLE;
    private volatile long wroteAt = System.nanoTime();

    GroupCommit(Path folder, Limits limits, Sealing sealing, Store store, Reopening reopening) {
        this.folder = folder;
        this.limits = limits;
        this.sealing = sealing;
        this.store = store;
        this.reopening = reopening;
        queue = new RequestQueue(folder, limits);
    }

    Store store() {
        return store;
    }

    /** Fails when nothing can be written now. */
    void requireAvailable() throws LogUnavailableException {
        var current = refusal;
        if (current != null) {
            // a new one, so that its stack is the caller's
            throw new LogUnavailableException(current.getMessage(), current.getCause());
        }
    }

    /** Whether the last write succeeded and none has been under way for longer than that. */
    boolean isAvailable(Duration patience) {
        long since = writingSince;
        return refusal == null && (since == IDLE || System.nanoTime() - since < patience.toNanos());
    }

    /** Tries the disk, unless something was written to it since, or is being written. Does not wait. */
    void probeUnlessWritten(Duration since) {
        if (refusal == null
                && writingSince == IDLE
                && System.nanoTime() - wroteAt >= since.toNanos()
                && queue.isEmpty()) {
            queue.add(new Request.Probe());
        }
    }

    /** Puts the request into the queue; waits for room. */
    void submit(Request request) throws LogUnavailableException {
        requireAvailable();
        queue.put(request);
        if (stopped) {
            queue.refuseIncoming(refusal);
        }
    }

    /** Writes what came before, ends the writer, and closes the files. */
    void close(Thread writer) {
        queue.add(new Request.Stop());
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                var group = queue.take();
                if (group.get(0) instanceof Request.Stop) {
                    store.finish();
                    return;
                }
                if (!serve(group)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            LOG.error("the writer of the policy log was interrupted; it stops", e);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the policy log in {} could not be closed cleanly; the next opening reads more of it", folder, e);
        } finally {
            end();
        }
    }

    private void end() {
        refusal = new LogUnavailableException("the policy log in " + folder + " is closed", refusal);
        stopped = true;
        queue.refuseAll(refusal);
        try {
            store.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("a file of the policy log in {} could not be closed", folder, e);
        }
    }

    /** Serves a group; false when the log was closed while it could not be written. */
    private boolean serve(List<Request> group) throws InterruptedException {
        writingSince = System.nanoTime() | 1;
        try {
            write(group);
            wroteAt = System.nanoTime();
            return true;
        } catch (IOException | RuntimeException | Error e) {
            // a bug while writing leaves memory and disk as unknown as a broken disk does
            return recover(group, e);
        } finally {
            writingSince = IDLE;
            queue.release(group);
        }
    }

    private void write(List<Request> group) throws IOException {
        if (group.get(0) instanceof Request.Sign sign) {
            checkpoint(sign);
        } else if (group.get(0) instanceof Request.Between<?> between) {
            between.run();
        } else if (group.get(0) instanceof Request.Probe) {
            store.probe();
        } else {
            append(group);
        }
    }

    private void append(List<Request> group) throws IOException {
        var drafts = new ArrayList<SealedDraft>();
        group.forEach(request -> drafts.addAll(((Request.Append) request).drafts()));
        long index = store.append(drafts, sealing);
        for (var request : group) {
            var append = (Request.Append) request;
            append.index().complete(index);
            index += append.drafts().size();
        }
    }

    private void checkpoint(Request.Sign request) throws IOException {
        try {
            var note = store.sign(request.signer());
            store.keep(note);
            request.note().complete(note);
        } catch (ForkedTreeException | UnreadableEntryException e) {
            request.fail(e);
        }
    }

    /** Refuses everything until the log has been read back; false when it is closed before. */
    private boolean recover(List<Request> group, Throwable cause) throws InterruptedException {
        Throwable reason = cause;
        while (true) {
            var told = unavailable(reason);
            if (refusal == null || !told.getMessage().equals(refusal.getMessage())) {
                // once, not with every attempt
                LOG.error(told.getMessage(), reason);
            }
            refusal = told;
            refuseAll(group, told);
            if (queue.refuseDuring(limits.pause().toNanos(), told)) {
                return false;
            }
            try {
                var failed = store;
                store = reopening.reopen(failed);
                refusal = null;
                failed.close();
                LOG.info("the policy log in {} can be written again", folder);
                return true;
            } catch (IOException | CorruptLogException | RuntimeException | Error e) {
                reason = e;
            }
        }
    }

    private LogUnavailableException unavailable(Throwable cause) {
        return new LogUnavailableException(
                "the policy log cannot be written: " + cause.getMessage()
                        + ": free space on, or make writable, the disk of " + folder
                        + "; the log then goes on by itself",
                cause);
    }

    private static void refuseAll(List<Request> requests, LogUnavailableException reason) {
        requests.forEach(request -> request.fail(reason));
    }
}
