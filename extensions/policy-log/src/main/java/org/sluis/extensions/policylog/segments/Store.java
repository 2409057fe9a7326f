// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.sluis.policies.log.leaf.CorruptLogException;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.CheckpointSigner;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;

/** An open log. One thread writes; many read what is durable. After an {@link IOException} it is only good for reading. */
final class Store implements Closeable {

    /** What readers see. */
    record Durable(TreeHead head, long lastTime, Optional<SignedNote> newest) {}

    private final LogFolder log;
    private final KeyRing ring;
    private final Limits limits;
    private final LogState state;
    private final FrameBuffer frame = new FrameBuffer();
    private SegmentWriter segment;
    private CompletableFuture<Void> snapshotting = CompletableFuture.completedFuture(null);
    private volatile Durable durable;

    private Store(LogFolder log, KeyRing ring, Limits limits, LogState state, SegmentWriter segment) {
        this.log = log;
        this.ring = ring;
        this.limits = limits;
        this.state = state;
        this.segment = segment;
        publish();
    }

    /** Opens what is on disk. */
    static Store open(LogFiles files, Path folder, KeyRing ring, Limits limits)
            throws IOException, CorruptLogException {
        var log = new LogFolder(files, folder);
        try {
            return open(log, ring, limits, false);
        } catch (IOException | CorruptLogException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /**
     * Opens the same log after a failure: cuts what is behind the last durable frame, reads everything back, and goes on in a new
     * segment.
     */
    Store reopened(LogFiles files, Path folder) throws IOException, CorruptLogException {
        var again = new LogFolder(files, folder);
        Closeable opened = again;
        try {
            var file = again.segments().file(segment.name());
            if (file.size() > segment.end()) {
                file.truncate(segment.end());
            }
            file.sync();
            var store = open(again, ring, limits, true);
            opened = store;
            store.requireContinues(durable.head());
            // what was cut off above is room that the log gave itself: not enough to go on with
            store.probe();
            return store;
        } catch (IOException | CorruptLogException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Store open(LogFolder log, KeyRing ring, Limits limits, boolean newSegment)
            throws IOException, CorruptLogException {
        var recovered = Recovery.run(log);
        var end = recovered.end();
        var state = recovered.state();
        boolean create = newSegment || end.position() == 0;
        var segment = create
                ? createSegment(log, state, end.segment(), limits)
                : SegmentWriter.resume(
                        log.files(),
                        log.segments().path(end.segment()),
                        end.segment(),
                        end.position(),
                        limits.aheadBytes());
        var store = new Store(log, ring, limits, state, segment);
        store.finishDestructions();
        if (recovered.segmentsRead() > 2) {
            log.keep(state.snapshot(segment.name(), segment.end()));
        }
        return store;
    }

    private static SegmentWriter createSegment(LogFolder log, LogState state, SegmentName last, Limits limits)
            throws IOException {
        var name = new SegmentName(state.size(), state.sequence());
        var before =
                name.equals(last) ? log.segments().header(last).orElseThrow().before() : last;
        var header = new SegmentHeader(name, before, state.head().root());
        var segment = SegmentWriter.create(log.files(), log.segmentsFolder(), header, limits.aheadBytes());
        log.segments().begin(name);
        return segment;
    }

    /** Appends the drafts as one frame; they are durable when it returns. Returns the first's index. */
    long append(List<SealedDraft> drafts, Sealing sealing) throws IOException {
        prepare();
        frame.begin(Frame.ENTRIES);
        long first = state.size();
        frame.room(Long.BYTES).putLong(first);
        for (var draft : drafts) {
            long time = Math.max(draft.draft().time(), state.lastTime());
            state.append(sealing.fitting(draft, time), frame, segment.end());
        }
        segment.append(frame.seal(state.sequence()));
        log.nodes().write();
        log.offsets().write();
        state.keep();
        publish();
        finishDestructions();
        return first;
    }

    /** Fails when nothing can be appended, also for want of space; changes nothing that is read. */
    void probe() throws IOException {
        segment.reach(1);
        log.spare().require();
    }

    /** Signs the head of the durable tree. */
    SignedNote sign(CheckpointSigner signer) throws ForkedTreeException {
        return signer.sign(new TiledNodes(log.nodes(), state.size()), state.size());
    }

    /** Keeps a checkpoint of the durable tree, durable when it returns. */
    void keep(SignedNote checkpoint) throws IOException {
        prepare();
        var bytes = checkpoint.bytes();
        frame.begin(Frame.CHECKPOINT);
        frame.room(bytes.length).put(bytes);
        segment.append(frame.seal(state.sequence()));
        state.keep(checkpoint);
        publish();
    }

    /** Ends the segment, begins the next one, and takes a snapshot beside it. */
    void roll() throws IOException {
        awaitSnapshot();
        segment.finish();
        segment = createSegment(log, state, segment.name(), limits);
        var snapshot = state.snapshot(segment.name(), segment.end());
        snapshotting = CompletableFuture.runAsync(() -> keep(snapshot), task -> {
            var thread = new Thread(task, "policy-log-snapshot");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void prepare() throws IOException {
        if (snapshotting.isDone()) {
            // what a snapshot could not make durable is written again, by recovering
            awaitSnapshot();
        }
        if (segment.end() >= limits.segmentBytes()) {
            roll();
        }
    }

    private void keep(Snapshot snapshot) {
        try {
            log.keep(snapshot);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private void awaitSnapshot() throws IOException {
        try {
            snapshotting.join();
        } catch (CompletionException e) {
            throw new IOException(
                    "a snapshot could not be kept: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private void finishDestructions() throws IOException {
        for (var destruction : List.copyOf(state.unfinished())) {
            ring.destroy(destruction);
            state.unfinished().remove(destruction);
        }
    }

    private void publish() {
        durable = new Durable(state.head(), state.lastTime(), state.newest());
    }

    private void requireContinues(TreeHead acknowledged) throws CorruptLogException {
        var head = durable.head();
        if (head.size() < acknowledged.size()
                || !new TreeProofs(new TiledNodes(log.nodes(), head.size()))
                        .head(acknowledged.size())
                        .equals(acknowledged)) {
            throw Corruption.at(
                    log.segmentsFolder(),
                    0,
                    "of " + acknowledged.size() + " acknowledged entries " + head.size() + " can be read, or others");
        }
    }

    Durable durable() {
        return durable;
    }

    EntryReader reader() {
        return new EntryReader(log, state.heads(), ring);
    }

    NodeFiles nodes() {
        return log.nodes();
    }

    /** Makes the next opening fast. */
    void finish() throws IOException {
        awaitSnapshot();
        segment.finish();
        log.keep(state.snapshot(segment.name(), segment.end()));
    }

    @Override
    public void close() throws IOException {
        snapshotting.handle((nothing, failure) -> failure == null).join();
        segment.close();
        log.close();
    }
}
