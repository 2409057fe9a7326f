// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.policylog.StoredEntry;
import org.sluis.policies.log.leaf.LeafRecord;
import org.sluis.policies.log.leaf.LogEntry;
import org.sluis.policies.log.leaf.SaltedPayload;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.TreeHashing;

/** Reads durable entries back; for many threads. */
final class EntryReader {

    /** Most entries are read at once with that. */
    private static final int GUESS = 2048;

    private final LogFolder log;
    private final CompactHeads heads;
    private final KeyRing ring;

    EntryReader(LogFolder log, CompactHeads heads, KeyRing ring) {
        this.log = log;
        this.heads = heads;
        this.ring = ring;
    }

    /** An entry as it is on disk, with its leaf. */
    record Raw(EntryRecord entry, LeafRecord leaf) {

        /** The key that the payload is sealed with. */
        KeyId key() {
            return new KeyId(leaf.streams().get(0).stream(), KeyId.monthOf(leaf.time()), entry.keyNumber());
        }
    }

    StoredEntry entry(long index) {
        var raw = raw(index);
        return new StoredEntry(leaf(index, raw), payload(index, raw));
    }

    /** An entry without its payload. */
    LogEntry leaf(long index) {
        return leaf(index, raw(index));
    }

    private LogEntry leaf(long index, Raw raw) {
        var hash = new TreeHashing().leaf(raw.entry().leaf());
        if (!hash.equals(log.nodes().leaf(index))) {
            throw damaged(index);
        }
        return new LogEntry(index, raw.leaf(), hash);
    }

    /** Where the stream ended when the tree had {@code size} entries. */
    Optional<StreamHead> head(StreamId stream, long size) {
        long index = last(stream);
        while (index != EntryRecord.NONE && index >= size) {
            index = previous(raw(index), stream);
        }
        if (index == EntryRecord.NONE) {
            return Optional.empty();
        }
        var leaf = leaf(index);
        var position = leaf.leaf().in(stream).orElseThrow(() -> damaged(leaf.index()));
        return Optional.of(new StreamHead(position.sequence() + 1, leaf.hash(), index));
    }

    /** Indices of the stream's entries below {@code size}, ascending. */
    List<Long> indices(StreamId stream, long size) {
        var indices = new ArrayList<Long>();
        for (long index = last(stream); index != EntryRecord.NONE; index = previous(raw(index), stream)) {
            if (index < size) {
                indices.add(index);
            }
        }
        Collections.reverse(indices);
        return indices;
    }

    /** Index of the stream's last entry, or {@link EntryRecord#NONE}. */
    long last(StreamId stream) {
        return heads.head(stream).map(StreamHead::index).orElse(EntryRecord.NONE);
    }

    /** Index of the entry before this one in the stream, or {@link EntryRecord#NONE}. */
    long previous(Raw raw, StreamId stream) {
        var streams = raw.leaf().streams();
        for (int i = 0; i < streams.size(); i++) {
            if (streams.get(i).stream().equals(stream)) {
                return raw.entry().previous()[i];
            }
        }
        throw new UnreadableEntryException(
                "an entry of the policy log is not in the stream " + stream + " that leads to"
                        + " it: the file of offsets is damaged; delete it and start again, it is made anew",
                null);
    }

    Raw raw(long index) {
        try {
            var file = log.segments().file(log.segments().of(index));
            long position = log.offsets().position(index);
            var bytes = ByteBuffer.allocate(GUESS);
            file.read(bytes, position);
            int length = bytes.position() < Integer.BYTES ? -1 : bytes.getInt(0);
            if (length < 0 || length > Frame.MOST_BODY) {
                throw damaged(index);
            }
            if (Integer.BYTES + length > bytes.position()) {
                bytes = ByteBuffer.allocate(Integer.BYTES + length);
                file.read(bytes, position);
            }
            if (bytes.position() < Integer.BYTES + length) {
                throw damaged(index);
            }
            return EntryRecord.parse(bytes.slice(Integer.BYTES, length))
                    .map(record ->
                            new Raw(record, LeafRecord.parse(record.leaf()).orElseThrow()))
                    .orElseThrow(() -> damaged(index));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<SaltedPayload> payload(long index, Raw raw) {
        try {
            var key = ring.find(raw.key());
            if (key.isPresent()) {
                var payload = key.get().open(raw.entry().sealed(), raw.leaf().commitment());
                return Optional.of(payload.orElseThrow(() -> damaged(index)));
            }
            if (ring.isErased(raw.key())) {
                return Optional.empty();
            }
            throw new UnreadableEntryException(
                    "the payload of entry " + index + " of the policy log cannot be read: its sealing key "
                            + ring.file(raw.key())
                            + " is missing, and no entry says that it was erased. Put it back from"
                            + " a backup",
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UnreadableEntryException damaged(long index) {
        return new UnreadableEntryException(
                "entry " + index + " of the policy log cannot be read from "
                        + log.segments().path(log.segments().of(index))
                        + ": it, or where the files offsets and nodes say it is, was damaged. Stop the connector, delete"
                        + " the folders nodes and snapshots and the file offsets of the log and start it again; if that"
                        + " does not help, put the log back from a backup and run `sluis log restore`",
                null);
    }
}
