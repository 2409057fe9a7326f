// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import java.util.List;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.Frontier;
import org.sluis.policies.log.merkle.NodeSink;
import org.sluis.policies.log.merkle.TreeHead;

/**
 * The writer's side of a log: turns payloads into leaves and keeps tree and streams in step; for one thread.
 *
 * <p>Appending changes memory only. A writer appends a group, makes the records durable, and then acknowledges; when making
 * them durable fails it throws this object away and replays what is on disk into a new one.
 */
public final class LogTree {

    private final Frontier frontier;
    private final StreamHeads heads;
    private long lastTime;

    /** An empty log. */
    public LogTree(NodeSink nodes, StreamHeads heads) {
        this(new Frontier(nodes), heads, 0);
    }

    /** Continues a log whose frontier, stream heads and last time are known. */
    public LogTree(Frontier frontier, StreamHeads heads, long lastTime) {
        this.frontier = frontier;
        this.heads = heads;
        this.lastTime = lastTime;
    }

    /**
     * Appends an entry to the log and to one to three streams.
     *
     * @param time milliseconds since 1970; an earlier time than the last entry's is raised to it
     */
    public LogEntry append(long time, List<StreamId> streams, SaltedPayload payload) {
        return append(time, streams, payload.commitment());
    }

    /** The same for a payload whose commitment is known. */
    public LogEntry append(long time, List<StreamId> streams, Hash commitment) {
        var positions = streams.stream().map(this::next).toList();
        return add(new LeafRecord(Math.max(time, lastTime), positions, commitment));
    }

    /**
     * Takes back an entry that was written before.
     *
     * @throws CorruptLogException when the record does not continue this log
     */
    public LogEntry replay(byte[] bytes) throws CorruptLogException {
        var leaf = LeafRecord.parse(bytes)
                .orElseThrow(() -> new CorruptLogException("entry " + frontier.size() + " is not a leaf record"));
        if (leaf.time() < lastTime) {
            throw new CorruptLogException("entry " + frontier.size() + " is older than the one before it");
        }
        for (var position : leaf.streams()) {
            if (!position.equals(next(position.stream()))) {
                throw new CorruptLogException(
                        "entry " + frontier.size() + " does not continue stream " + position.stream());
            }
        }
        return add(leaf);
    }

    public TreeHead head() {
        return frontier.head();
    }

    public long size() {
        return frontier.size();
    }

    private StreamPosition next(StreamId stream) {
        return heads.head(stream)
                .map(head -> new StreamPosition(stream, head.entries(), head.leaf()))
                .orElseGet(() -> new StreamPosition(stream, 0, StreamPosition.NONE));
    }

    private LogEntry add(LeafRecord leaf) {
        long index = frontier.size();
        Hash hash = frontier.append(leaf.bytes());
        for (var position : leaf.streams()) {
            heads.advance(position.stream(), new StreamHead(position.sequence() + 1, hash, index));
        }
        lastTime = leaf.time();
        return new LogEntry(index, leaf, hash);
    }
}
