// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.leaf.CorruptLogException;

/**
 * Reads a log back from disk: the newest good snapshot, then every frame behind it. Nodes and offsets behind the snapshot are written
 * anew, whatever is there.
 */
final class Recovery {

    private static final int WRITE_EVERY = 4096;

    private final LogFolder log;
    private final List<SegmentName> chain;
    private LogState state;
    private long unwritten;
    private Snapshot.Place last;
    private Optional<Frame> lastFrame = Optional.empty();

    private Recovery(LogFolder log, List<SegmentName> chain) {
        this.log = log;
        this.chain = chain;
    }

    /**
     * The state after the last valid frame, and where that ends.
     *
     * @param end the place of the next frame; its position is 0 when the log has no segment
     * @param segmentsRead how many had to be read
     */
    record Recovered(LogState state, Snapshot.Place end, int segmentsRead) {}

    static Recovered run(LogFolder log) throws IOException, CorruptLogException {
        // a process that died may have left a segment whose name is not durable yet; entries must not go into it before
        // that
        log.files().syncFolder(log.segmentsFolder());
        var chain = log.segments().chain();
        var recovery = new Recovery(log, chain);
        var start = recovery.resume();
        if (chain.isEmpty()) {
            return new Recovered(recovery.state, new Snapshot.Place(SegmentName.NONE, 0, 0), 0);
        }
        int first = chain.indexOf(start.segment());
        long position = start.position();
        for (int i = first; i < chain.size(); i++) {
            recovery.replaySegment(i, i == first ? position : SegmentHeader.BYTES);
        }
        recovery.writeNodes();
        recovery.state.publish();
        recovery.writeLastFrameAgain();
        return new Recovered(recovery.state, recovery.last, chain.size() - first);
    }

    private Snapshot.Place resume() throws IOException, CorruptLogException {
        for (var name : log.snapshots().newestFirst()) {
            var snapshot = log.snapshots().read(name);
            if (snapshot.isEmpty()) {
                continue;
            }
            requireSegmentOf(snapshot.get());
            var resumed = resume(snapshot.get());
            if (resumed.isPresent()) {
                state = resumed.get();
                return snapshot.get().place();
            }
        }
        state = LogState.empty(log.nodes(), log.offsets());
        if (!chain.isEmpty() && chain.get(0).firstSequence() != 0) {
            throw Corruption.at(log.segments().path(chain.get(0)), 0, "the first segment of the log is missing");
        }
        return new Snapshot.Place(chain.isEmpty() ? SegmentName.NONE : chain.get(0), SegmentHeader.BYTES, 0);
    }

    private Optional<LogState> resume(Snapshot snapshot) throws IOException {
        var resumed = Optional.<LogState>empty();
        try {
            if (log.offsets().covers(snapshot.head().size())) {
                resumed = LogState.after(snapshot, log.nodes(), log.offsets());
            }
        } catch (RuntimeException e) {
            // the same as another root: the node files do not hold what the snapshot relies on
            resumed = Optional.empty();
        }
        if (resumed.isEmpty()) {
            log.nodes().distrust();
        }
        return resumed;
    }

    private void requireSegmentOf(Snapshot snapshot) throws IOException, CorruptLogException {
        var place = snapshot.place();
        var path = log.segments().path(place.segment());
        if (!chain.contains(place.segment())) {
            throw Corruption.at(
                    path,
                    0,
                    "the segment is missing; a snapshot of " + snapshot.head().size() + " entries needs it");
        }
        long size = log.segments().file(place.segment()).size();
        if (size < place.position()) {
            throw Corruption.at(
                    path,
                    size,
                    "the segment ends here, before byte " + place.position() + " up to which a snapshot of "
                            + snapshot.head().size() + " entries needs it");
        }
    }

    private void replaySegment(int number, long position) throws IOException, CorruptLogException {
        var name = chain.get(number);
        var path = log.segments().path(name);
        if (position == SegmentHeader.BYTES) {
            requireContinuation(name);
        }
        var scanner = new SegmentScanner(log.segments().file(name), position);
        lastFrame = Optional.empty();
        last = new Snapshot.Place(name, position, state.sequence());
        for (var frame = scanner.next(state.sequence()); frame.isPresent(); frame = scanner.next(state.sequence())) {
            replay(
                    name,
                    frame.get(),
                    scanner.position() - Frame.HEADER - frame.get().body().length);
        }
        if (!scanner.restIsEmpty()) {
            var later = scanner.laterFrame(state.sequence());
            if (later.isPresent() || number < chain.size() - 1) {
                throw Corruption.at(
                        path,
                        scanner.position(),
                        "the frame here is damaged, and frames that were written" + " later are behind it"
                                + (later.isPresent() ? " at byte " + later.getAsLong() : ""));
            }
            cut(name, scanner.position());
        }
        last = new Snapshot.Place(name, scanner.position(), state.sequence());
    }

    private void requireContinuation(SegmentName name) throws IOException, CorruptLogException {
        var header = log.segments().header(name).orElseThrow();
        if (name.firstIndex() != state.size()
                || name.firstSequence() != state.sequence()
                || !header.root().equals(state.head().root())) {
            throw Corruption.at(
                    log.segments().path(name),
                    0,
                    "the segment does not continue the " + state.size()
                            + " entries before it: frames at the end of the segment before are missing or altered");
        }
    }

    private void replay(SegmentName name, Frame frame, long position) throws IOException, CorruptLogException {
        try {
            state.replay(frame, position);
        } catch (CorruptLogException e) {
            throw Corruption.at(log.segments().path(name), position, e.getMessage());
        }
        lastFrame = Optional.of(frame);
        last = new Snapshot.Place(name, position, state.sequence());
        if (state.size() - unwritten > WRITE_EVERY) {
            writeNodes();
        }
    }

    private void writeNodes() throws IOException {
        log.nodes().write();
        log.offsets().write();
        unwritten = state.size();
    }

    /** Takes away a group that was not acknowledged. */
    private void cut(SegmentName name, long end) throws IOException {
        var file = log.segments().file(name);
        file.truncate(end);
        file.sync();
    }

    /**
     * A process that died right after a failed sync may have left a frame that is only in the page cache, where a later sync would
     * not find it: written again, it is on disk before anything relies on it. Only the last frame can be such a one.
     */
    private void writeLastFrameAgain() throws IOException {
        if (lastFrame.isPresent()) {
            var body = lastFrame.get().body();
            var bytes = ByteBuffer.allocate(Frame.HEADER + body.length)
                    .position(Frame.HEADER)
                    .put(body);
            Frame.seal(bytes, lastFrame.get().sequence());
            var file = log.segments().file(last.segment());
            file.write(bytes.flip(), last.position() - bytes.limit());
            file.sync();
        }
    }
}
