// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sluis.policies.log.leaf.LogEntry;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.TileSource;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeNodes;
import org.sluis.policies.log.note.CheckpointSigner;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;

/** The log of one company; for many threads. */
public interface PolicyLog extends AutoCloseable {

    /**
     * Returns once the entry is durable.
     *
     * @return its index
     * @throws LogUnavailableException if it is not; it may or may not appear in the log later
     */
    long append(Draft draft) throws LogUnavailableException;

    /** The same without waiting; fails with {@link LogUnavailableException}. */
    CompletableFuture<Long> appendLater(Draft draft);

    /**
     * Appends all in their order, or none; returns once they are durable.
     *
     * @param drafts at least one
     * @return the first's index
     */
    long appendAll(List<Draft> drafts) throws LogUnavailableException;

    /**
     * Whether the disk took what was written a moment ago. Does not wait. While somebody asks, the log tries its disk often, so an
     * outage is seen here within half a second.
     */
    default boolean available() {
        return true;
    }

    /** Head of the tree of all durable entries. */
    TreeHead head();

    /** Leaf time of the last durable entry in milliseconds; 0 when there is none. */
    long lastTime();

    /**
     * A durable entry.
     *
     * @throws IndexOutOfBoundsException if there is none at that index
     */
    StoredEntry entry(long index);

    /**
     * The same without its payload, which need not be opened for it.
     *
     * @throws IndexOutOfBoundsException if there is none at that index
     */
    default LogEntry leaf(long index) {
        return entry(index).entry();
    }

    /** Indices of the stream's entries below {@code size}, ascending. */
    List<Long> indices(StreamId stream, long size);

    /** Where the stream ends in the tree of the first {@code size} entries; empty if it has no entry there. */
    default Optional<StreamHead> streamHead(StreamId stream, long size) {
        var indices = indices(stream, size);
        if (indices.isEmpty()) {
            return Optional.empty();
        }
        long last = indices.get(indices.size() - 1);
        return Optional.of(new StreamHead(indices.size(), leaf(last).hash(), last));
    }

    /** The published tiles of the durable tree. */
    TileSource tiles();

    /** The nodes of the durable tree's first {@code size} entries; for one thread. */
    default TreeNodes nodes(long size) {
        return new TiledNodes(tiles(), size);
    }

    /**
     * Signs the head of all durable entries and keeps the checkpoint durably before it is returned.
     *
     * @throws ForkedTreeException if a larger or another tree was signed or seen before
     */
    SignedNote checkpoint(CheckpointSigner signer) throws LogUnavailableException, ForkedTreeException;

    /** The newest checkpoint that was kept. */
    Optional<SignedNote> newestCheckpoint();

    /** Months (UTC, by leaf time) in which the stream has payloads that can still be read. */
    List<YearMonth> readableMonths(StreamId stream);

    /**
     * Logs which payloads sealed under that stream's key of that month go away, then destroys the key.
     *
     * @param members JSON object with what else the entries of type {@code erasure} shall say (who, why)
     * @return the erasure entries' indices; none if there was nothing to erase
     */
    List<Long> erase(StreamId stream, YearMonth month, StreamId self, String members) throws LogUnavailableException;

    @Override
    void close();
}
