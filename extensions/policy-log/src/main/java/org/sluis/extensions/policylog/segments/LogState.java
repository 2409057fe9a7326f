// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.log.leaf.CorruptLogException;
import org.sluis.policies.log.leaf.LeafRecord;
import org.sluis.policies.log.leaf.LogTree;
import org.sluis.policies.log.merkle.Frontier;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.SignedNote;

/** The writer's tree and streams with what is to be written beside them; for one thread. */
final class LogState {

    private final NodeFiles nodes;
    private final OffsetsFile offsets;
    private final CompactHeads durableHeads;
    private final GroupHeads heads;
    private final LogTree tree;
    private final Set<Destruction> unfinished;
    private long lastTime;
    private long sequence;
    private Optional<SignedNote> newest;

    private LogState(
            NodeFiles nodes,
            OffsetsFile offsets,
            CompactHeads durable,
            Frontier frontier,
            long lastTime,
            long sequence) {
        this.nodes = nodes;
        this.offsets = offsets;
        this.durableHeads = durable;
        this.heads = new GroupHeads(durable);
        this.tree = new LogTree(frontier, heads, lastTime);
        this.lastTime = lastTime;
        this.sequence = sequence;
        this.unfinished = new LinkedHashSet<>();
        this.newest = Optional.empty();
    }

    static LogState empty(NodeFiles nodes, OffsetsFile offsets) {
        return new LogState(nodes, offsets, new CompactHeads(), new Frontier(nodes), 0, 0);
    }

    /** Goes on behind a snapshot; empty when the node files do not give its root. */
    static Optional<LogState> after(Snapshot snapshot, NodeFiles nodes, OffsetsFile offsets) {
        long size = snapshot.head().size();
        nodes.publish(size);
        var frontier = Frontier.of(size, new TiledNodes(nodes, size), nodes);
        if (!frontier.head().equals(snapshot.head())) {
            return Optional.empty();
        }
        var state = new LogState(
                nodes,
                offsets,
                snapshot.heads(),
                frontier,
                snapshot.lastTime(),
                snapshot.place().sequence());
        state.unfinished.addAll(snapshot.unfinished());
        state.newest = snapshot.newest();
        return Optional.of(state);
    }

    /** Appends an entry in memory and writes it into the frame, which will begin at that position of the segment. */
    void append(SealedDraft sealed, FrameBuffer frame, long framePosition) {
        var draft = sealed.draft();
        var previous = new long[draft.streams().size()];
        for (int i = 0; i < previous.length; i++) {
            previous[i] =
                    heads.head(draft.streams().get(i)).map(head -> head.index()).orElse(EntryRecord.NONE);
        }
        var entry = tree.append(draft.time(), draft.streams(), sealed.commitment());
        lastTime = entry.leaf().time();
        var record = new EntryRecord(
                entry.leaf().bytes(), previous, sealed.key().number(), sealed.destroys(), sealed.sealed());
        offsets.add(entry.index(), framePosition + frame.position());
        record.write(frame.room(record.leaf().length + record.sealed().length + EntryRecord.MOST_OVERHEAD));
        sealed.destroys().ifPresent(unfinished::add);
    }

    /** Takes back a frame; what it adds to nodes and offsets is written by {@link NodeFiles#write} and {@link OffsetsFile#write}. */
    void replay(Frame frame, long framePosition) throws CorruptLogException {
        var body = ByteBuffer.wrap(frame.body()).position(1);
        if (frame.kind() == Frame.CHECKPOINT) {
            replayCheckpoint(body);
        } else if (frame.kind() == Frame.ENTRIES && body.remaining() >= Long.BYTES) {
            replayEntries(body, framePosition);
        } else {
            throw new CorruptLogException("a frame of an unknown kind, " + frame.kind());
        }
        sequence++;
        heads.keep();
    }

    private void replayEntries(ByteBuffer body, long framePosition) throws CorruptLogException {
        long first = body.getLong();
        if (first != tree.size()) {
            throw new CorruptLogException(
                    "a frame begins with entry " + first + " where " + tree.size() + " comes next");
        }
        while (body.hasRemaining()) {
            int start = body.position();
            int length = body.remaining() < Integer.BYTES ? -1 : body.getInt();
            if (length < 0 || length > body.remaining()) {
                throw new CorruptLogException("entry " + tree.size() + " is longer than its frame");
            }
            var record = EntryRecord.parse(body.slice(body.position(), length))
                    .orElseThrow(
                            () -> new CorruptLogException("entry " + tree.size() + " is not of the form of entries"));
            body.position(body.position() + length);
            offsets.add(tree.size(), framePosition + Frame.HEADER + start);
            replay(record);
        }
    }

    private void replay(EntryRecord record) throws CorruptLogException {
        var leaf = LeafRecord.parse(record.leaf()).orElseThrow();
        for (int i = 0; i < record.previous().length; i++) {
            long last = heads.head(leaf.streams().get(i).stream())
                    .map(head -> head.index())
                    .orElse(EntryRecord.NONE);
            if (record.previous()[i] != last) {
                throw new CorruptLogException("entry " + tree.size() + " names another entry before it in its stream");
            }
        }
        lastTime = tree.replay(record.leaf()).leaf().time();
        record.destroys().ifPresent(unfinished::add);
    }

    private void replayCheckpoint(ByteBuffer body) throws CorruptLogException {
        var bytes = new byte[body.remaining()];
        body.get(bytes);
        var note = SignedNote.parse(bytes);
        if (note.flatMap(parsed -> Checkpoint.parse(parsed.text()))
                .filter(checkpoint -> checkpoint.head().equals(tree.head()))
                .isEmpty()) {
            throw new CorruptLogException("a checkpoint is not one of the " + tree.size() + " entries before it");
        }
        newest = note;
    }

    /** What was replayed is durable, and its nodes are written. */
    void publish() {
        nodes.publish(size());
    }

    /** The frame that was appended is durable. */
    void keep() {
        nodes.publish(size());
        heads.keep();
        sequence++;
    }

    void keep(SignedNote checkpoint) {
        newest = Optional.of(checkpoint);
        sequence++;
    }

    /** Destructions on record that may not have happened. */
    Set<Destruction> unfinished() {
        return unfinished;
    }

    Snapshot snapshot(SegmentName segment, long position) {
        return new Snapshot(
                head(),
                lastTime,
                new Snapshot.Place(segment, position, sequence),
                newest,
                Set.copyOf(unfinished),
                durableHeads.copy());
    }

    CompactHeads heads() {
        return durableHeads;
    }

    TreeHead head() {
        return tree.head();
    }

    long size() {
        return tree.size();
    }

    long lastTime() {
        return lastTime;
    }

    long sequence() {
        return sequence;
    }

    Optional<SignedNote> newest() {
        return newest;
    }
}
