// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.StoredEntry;
import org.sluis.policies.log.leaf.LogEntry;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.TileSource;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeNodes;
import org.sluis.policies.log.note.CheckpointSigner;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;

/**
 * A log that takes no entry while it is known to be a restored backup: the first entry after the restored size is to say so, and
 * nothing that happens before it would ever be covered by a checkpoint.
 */
public final class GuardedLog implements PolicyLog {

    private final PolicyLog log;
    private final BooleanSupplier forked;

    public GuardedLog(PolicyLog log, BooleanSupplier forked) {
        this.log = log;
        this.forked = forked;
    }

    @Override
    public long append(Draft draft) throws LogUnavailableException {
        require();
        return log.append(draft);
    }

    @Override
    public long appendAll(List<Draft> drafts) throws LogUnavailableException {
        require();
        return log.appendAll(drafts);
    }

    @Override
    public CompletableFuture<Long> appendLater(Draft draft) {
        try {
            require();
            return log.appendLater(draft);
        } catch (LogUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public List<Long> erase(StreamId stream, YearMonth month, StreamId self, String members)
            throws LogUnavailableException {
        require();
        return log.erase(stream, month, self, members);
    }

    @Override
    public boolean available() {
        return !forked.getAsBoolean() && log.available();
    }

    private void require() throws LogUnavailableException {
        if (forked.getAsBoolean()) {
            throw new LogUnavailableException(
                    "the policy log was restored from an older copy and takes no entry: run `sluis log restore`", null);
        }
    }

    @Override
    public TreeHead head() {
        return log.head();
    }

    @Override
    public long lastTime() {
        return log.lastTime();
    }

    @Override
    public StoredEntry entry(long index) {
        return log.entry(index);
    }

    @Override
    public LogEntry leaf(long index) {
        return log.leaf(index);
    }

    @Override
    public List<Long> indices(StreamId stream, long size) {
        return log.indices(stream, size);
    }

    @Override
    public Optional<StreamHead> streamHead(StreamId stream, long size) {
        return log.streamHead(stream, size);
    }

    @Override
    public TileSource tiles() {
        return log.tiles();
    }

    @Override
    public TreeNodes nodes(long size) {
        return log.nodes(size);
    }

    @Override
    public SignedNote checkpoint(CheckpointSigner signer) throws LogUnavailableException, ForkedTreeException {
        return log.checkpoint(signer);
    }

    @Override
    public Optional<SignedNote> newestCheckpoint() {
        return log.newestCheckpoint();
    }

    @Override
    public List<YearMonth> readableMonths(StreamId stream) {
        return log.readableMonths(stream);
    }

    @Override
    public void close() {
        log.close();
    }
}
