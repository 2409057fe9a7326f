// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.StoredEntry;
import org.sluis.policies.log.leaf.CorruptLogException;
import org.sluis.policies.log.leaf.LogEntry;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.TileSource;
import org.sluis.policies.log.merkle.TreeHashing;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeNodes;
import org.sluis.policies.log.note.CheckpointSigner;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;

/** A log in a folder: write-ahead segments, one sync for each group of entries, payloads sealed under keys that are kept apart. */
public final class SegmentedLog implements PolicyLog {

    private final KeyRing ring;
    private final Sealing sealing;
    private final GroupCommit commit;
    private final WriterCalls calls;
    private final KeyErasure erasure;
    private final Writability writability;
    private final Thread writer;
    private final Closeable lock;
    private final ExecutorService answers =
            Executors.newSingleThreadExecutor(task -> daemon(task, "policy-log-answers"));
    private boolean closed;

    private SegmentedLog(
            LogFiles files, Path folder, KeyRing ring, Store store, Closeable lock, Clock clock, Limits limits) {
        this.ring = ring;
        this.lock = lock;
        sealing = new Sealing(ring);
        commit = new GroupCommit(folder, limits, sealing, store, failed -> failed.reopened(files, folder));
        calls = new WriterCalls(commit, limits.patience());
        erasure = new KeyErasure(calls, ring, sealing, clock);
        writer = daemon(commit, "policy-log-writer");
        writer.start();
        writability = new Writability(commit);
    }

    /**
     * Opens the log in a folder, or begins one there.
     *
     * @param keys folder of the sealing keys; kept apart from the log's, because copies of the log outlive them
     * @throws CorruptLogException if acknowledged entries are missing or altered
     * @throws IOException if the disk fails, or another process has the log open
     */
    public static SegmentedLog open(Path folder, Path keys, Clock clock) throws IOException, CorruptLogException {
        return open(new DiskFiles(), folder, keys, clock, Limits.STANDARD);
    }

    static SegmentedLog open(LogFiles files, Path folder, Path keys, Clock clock, Limits limits)
            throws IOException, CorruptLogException {
        files.makeFolder(folder);
        var lock = files.lock(folder.resolve("lock"));
        try {
            var ring = new KeyRing(files, keys);
            var store = Store.open(files, folder, ring, limits);
            return new SegmentedLog(files, folder, ring, store, lock, clock, limits);
        } catch (IOException | CorruptLogException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public long append(Draft draft) throws LogUnavailableException {
        return appendAll(List.of(draft));
    }

    @Override
    public long appendAll(List<Draft> drafts) throws LogUnavailableException {
        var sealed = new ArrayList<SealedDraft>();
        for (var draft : drafts) {
            sealed.add(sealed(draft));
        }
        return calls.append(sealed);
    }

    @Override
    public CompletableFuture<Long> appendLater(Draft draft) {
        try {
            var request = Request.Append.of(List.of(sealed(draft)));
            commit.submit(request);
            // whoever continues from here must not do so in the writer's thread: it may want to append
            return request.index().thenApplyAsync(Function.identity(), answers);
        } catch (LogUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private SealedDraft sealed(Draft draft) throws LogUnavailableException {
        commit.requireAvailable();
        try {
            return sealing.seal(draft);
        } catch (IOException e) {
            throw Sealing.failure(e);
        }
    }

    @Override
    public boolean available() {
        return writability.available();
    }

    @Override
    public TreeHead head() {
        return commit.store().durable().head();
    }

    @Override
    public long lastTime() {
        return commit.store().durable().lastTime();
    }

    @Override
    public StoredEntry entry(long index) {
        requireDurable(index);
        return read(store -> store.reader().entry(index));
    }

    @Override
    public LogEntry leaf(long index) {
        requireDurable(index);
        return read(store -> store.reader().leaf(index));
    }

    private void requireDurable(long index) {
        long size = head().size();
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("the policy log has " + size + " entries, none at " + index);
        }
    }

    @Override
    public Optional<StreamHead> streamHead(StreamId stream, long size) {
        long durable = Math.min(size, head().size());
        return read(store -> store.reader().head(stream, durable));
    }

    @Override
    public List<Long> indices(StreamId stream, long size) {
        long durable = Math.min(size, head().size());
        return read(store -> store.reader().indices(stream, durable));
    }

    @Override
    public TileSource tiles() {
        return address -> read(store -> store.nodes().read(address));
    }

    @Override
    public TreeNodes nodes(long size) {
        var hashing = new TreeHashing();
        return (level, index) -> {
            if (level < 0 || level >= Long.SIZE - 1 || index < 0 || index >= size >> level) {
                throw new IllegalArgumentException("the tree has no complete node " + index + " at level " + level);
            }
            return read(store -> store.nodes().node(level, index, hashing));
        };
    }

    @Override
    public SignedNote checkpoint(CheckpointSigner signer) throws LogUnavailableException, ForkedTreeException {
        return calls.checkpoint(signer);
    }

    @Override
    public Optional<SignedNote> newestCheckpoint() {
        return commit.store().durable().newest();
    }

    @Override
    public List<YearMonth> readableMonths(StreamId stream) {
        try {
            return ring.months(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Long> erase(StreamId stream, YearMonth month, StreamId self, String members)
            throws LogUnavailableException {
        return erasure.erase(stream, month, self, members);
    }

    /** Ends the segment and begins the next one. */
    void roll() throws LogUnavailableException {
        calls.between(() -> {
            commit.store().roll();
            return true;
        });
    }

    /** Reads again when the log was opened anew meanwhile. */
    private <T> T read(Function<Store, T> reading) {
        while (true) {
            var store = commit.store();
            try {
                return reading.apply(store);
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof ClosedChannelException) || store == commit.store()) {
                    throw e;
                }
            }
        }
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        writability.close();
        commit.close(writer);
        answers.shutdown();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
