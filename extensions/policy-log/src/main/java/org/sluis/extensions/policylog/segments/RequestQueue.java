// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sluis.extensions.policylog.LogUnavailableException;

/** What waits for the disk, bounded in bytes. Many put requests in; the one thread that writes takes them out, in groups. */
final class RequestQueue {

    private final Path folder;
    private final Limits limits;
    private final BlockingQueue<Request> queue = new LinkedBlockingQueue<>();
    /** What the writer has taken and not served; its alone. */
    private final ArrayDeque<Request> waiting = new ArrayDeque<>();

    private final Semaphore room;

    RequestQueue(Path folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
        room = new Semaphore(limits.queueBytes());
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Puts in what takes no room. */
    void add(Request request) {
        queue.add(request);
    }

    /** Waits for room. */
    void put(Request request) throws LogUnavailableException {
        try {
            if (!room.tryAcquire(size(request), limits.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LogUnavailableException(
                        "the policy log in " + folder + " cannot be written fast enough: "
                                + limits.queueBytes() + " bytes wait for the disk, and for "
                                + limits.patience().toSeconds()
                                + " s no more fitted in; use a faster disk or send less",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted while waiting for the policy log", e);
        }
        queue.add(request);
    }

    /** Waits for the next requests that are served together: appends that share a sync, or one of another kind. */
    List<Request> take() throws InterruptedException {
        if (waiting.isEmpty()) {
            waiting.add(queue.take());
            queue.drainTo(waiting, limits.groupEntries());
        }
        var group = new ArrayList<Request>();
        group.add(waiting.remove());
        long bytes = group.get(0).bytes();
        while (group.get(0) instanceof Request.Append
                && waiting.peek() instanceof Request.Append next
                && bytes + next.bytes() <= limits.groupBytes()) {
            bytes += next.bytes();
            group.add(waiting.remove());
        }
        return group;
    }

    /** Gives back the room of what was served. */
    void release(List<Request> group) {
        group.forEach(request -> room.release(size(request)));
    }

    /** Refuses what comes in that time; true when it was told to stop. */
    boolean refuseDuring(long nanos, LogUnavailableException reason) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (true) {
            boolean stop = waiting.stream().anyMatch(Request.Stop.class::isInstance);
            refuseAll(waiting, reason);
            if (stop) {
                return true;
            }
            var next = queue.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                return false;
            }
            waiting.add(next);
        }
    }

    /** Refuses all that came in, and what the writer has taken; for the writer alone. */
    void refuseAll(LogUnavailableException reason) {
        refuseAll(waiting, reason);
        refuseIncoming(reason);
    }

    /** Refuses all that came in. */
    void refuseIncoming(LogUnavailableException reason) {
        refuseAll(queue, reason);
    }

    private void refuseAll(Queue<Request> requests, LogUnavailableException reason) {
        for (var request = requests.poll(); request != null; request = requests.poll()) {
            request.fail(reason);
            room.release(size(request));
        }
    }

    private int size(Request request) {
        // what is larger than the whole queue takes all of it
        return Math.min(request.bytes(), limits.queueBytes());
    }
}
