// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.CorruptLogException;
import org.sluis.policies.log.leaf.InMemoryStreamHeads;
import org.sluis.policies.log.leaf.LogTree;
import org.sluis.policies.log.leaf.SaltedPayload;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.InMemoryNodes;
import org.sluis.policies.log.merkle.TileSource;
import org.sluis.policies.log.merkle.Tiles;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.CheckpointSigner;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;

/** A log that lasts as long as a test. */
public final class InMemoryPolicyLog implements PolicyLog {

    private final SecureRandom random = new SecureRandom();
    private final InMemoryNodes nodes = new InMemoryNodes();
    private final LogTree tree = new LogTree(nodes, new InMemoryStreamHeads());
    private final List<StoredEntry> entries = new ArrayList<>();
    private SignedNote newest;
    private boolean available = true;

    /** From now on appending fails, or works again. */
    public synchronized void setAvailable(boolean available) {
        this.available = available;
    }

    /** Takes over an entry of another log, the next one here. */
    public synchronized void copy(StoredEntry stored) {
        try {
            tree.replay(stored.entry().leaf().bytes());
        } catch (CorruptLogException e) {
            throw new IllegalArgumentException(e);
        }
        entries.add(stored);
    }

    @Override
    public synchronized long append(Draft draft) throws LogUnavailableException {
        if (!available) {
            throw new LogUnavailableException("the log is not available in this test", null);
        }
        var salt = new byte[Hash.BYTES];
        random.nextBytes(salt);
        var payload = new SaltedPayload(Hash.of(salt), draft.json());
        var entry = tree.append(draft.time(), draft.streams(), payload);
        entries.add(new StoredEntry(entry, Optional.of(payload)));
        return entry.index();
    }

    @Override
    public synchronized long appendAll(List<Draft> drafts) throws LogUnavailableException {
        long first = tree.size();
        for (var draft : drafts) {
            append(draft);
        }
        return first;
    }

    @Override
    public CompletableFuture<Long> appendLater(Draft draft) {
        try {
            return CompletableFuture.completedFuture(append(draft));
        } catch (LogUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public synchronized TreeHead head() {
        return tree.head();
    }

    @Override
    public synchronized long lastTime() {
        return entries.isEmpty()
                ? 0
                : entries.get(entries.size() - 1).entry().leaf().time();
    }

    @Override
    public synchronized StoredEntry entry(long index) {
        return entries.get(Math.toIntExact(index));
    }

    @Override
    public synchronized List<Long> indices(StreamId stream, long size) {
        return LongStream.range(0, size)
                .filter(index -> entry(index).entry().leaf().in(stream).isPresent())
                .boxed()
                .toList();
    }

    @Override
    public TileSource tiles() {
        return address -> {
            synchronized (this) {
                return Tiles.bytes(address, nodes);
            }
        };
    }

    @Override
    public synchronized SignedNote checkpoint(CheckpointSigner signer) throws ForkedTreeException {
        newest = signer.sign(nodes, tree.size());
        return newest;
    }

    @Override
    public synchronized Optional<SignedNote> newestCheckpoint() {
        return Optional.ofNullable(newest);
    }

    @Override
    public synchronized List<YearMonth> readableMonths(StreamId stream) {
        return entries.stream()
                .filter(entry -> isSealedUnder(entry, stream))
                .map(InMemoryPolicyLog::month)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public synchronized List<Long> erase(StreamId stream, YearMonth month, StreamId self, String members)
            throws LogUnavailableException {
        var gone = entries.stream()
                .filter(entry -> isSealedUnder(entry, stream) && month(entry).equals(month))
                .map(entry -> entry.entry().index())
                .toList();
        if (gone.isEmpty()) {
            return List.of();
        }
        var json = gone.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",", "{\"erases\":[", "],\"type\":\"erasure\"}"));
        long index = append(new Draft(lastTime(), List.of(self, stream), json));
        gone.forEach(i -> entries.set(i.intValue(), new StoredEntry(entry(i).entry(), Optional.empty())));
        return List.of(index);
    }

    @Override
    public void close() {}

    private static boolean isSealedUnder(StoredEntry entry, StreamId stream) {
        return entry.payload().isPresent()
                && entry.entry().leaf().streams().get(0).stream().equals(stream);
    }

    private static YearMonth month(StoredEntry entry) {
        return YearMonth.from(Instant.ofEpochMilli(entry.entry().leaf().time()).atOffset(ZoneOffset.UTC));
    }
}
