// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.Hash;

/**
 * One leaf of the log: when, in which streams, and a commitment to what; nothing of the content.
 *
 * @param time milliseconds since 1970, not negative
 * @param streams one to three, each once
 */
public record LeafRecord(long time, List<StreamPosition> streams, Hash commitment) {

    public static final int MOST_STREAMS = 3;

    private static final byte[] MAGIC = {'P', 'L', 'E', '1'};
    private static final int POSITION = Hash.BYTES + Long.BYTES + Hash.BYTES;
    private static final int FIXED = MAGIC.length + Long.BYTES + 1 + Hash.BYTES;

    public LeafRecord {
        streams = List.copyOf(streams);
        if (time < 0 || streams.isEmpty() || streams.size() > MOST_STREAMS || repeats(streams)) {
            throw new IllegalArgumentException("a leaf has a time since 1970 and one to three different streams");
        }
    }

    /** Reads exactly what {@link #bytes} writes; empty for anything else. */
    public static Optional<LeafRecord> parse(byte[] bytes) {
        if (bytes.length < FIXED || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        var rest = ByteBuffer.wrap(bytes).position(MAGIC.length);
        long time = rest.getLong();
        int count = rest.get();
        if (count < 1 || count > MOST_STREAMS || bytes.length != FIXED + count * POSITION) {
            return Optional.empty();
        }
        var streams = new ArrayList<StreamPosition>();
        for (int i = 0; i < count; i++) {
            var stream = new StreamId(hash(rest));
            long sequence = rest.getLong();
            if (sequence < 0) {
                return Optional.empty();
            }
            streams.add(new StreamPosition(stream, sequence, hash(rest)));
        }
        return time < 0 || repeats(streams) ? Optional.empty() : Optional.of(new LeafRecord(time, streams, hash(rest)));
    }

    /** The record as the tree hashes it: PLE1, time, number of streams, the streams, the commitment; all big-endian. */
    public byte[] bytes() {
        var bytes = ByteBuffer.allocate(FIXED + streams.size() * POSITION)
                .put(MAGIC)
                .putLong(time)
                .put((byte) streams.size());
        for (var position : streams) {
            bytes.put(position.stream().value().bytes())
                    .putLong(position.sequence())
                    .put(position.previous().bytes());
        }
        return bytes.put(commitment.bytes()).array();
    }

    /** Where the leaf stands in that stream, if it does. */
    public Optional<StreamPosition> in(StreamId stream) {
        return streams.stream()
                .filter(position -> position.stream().equals(stream))
                .findFirst();
    }

    private static Hash hash(ByteBuffer rest) {
        var bytes = new byte[Hash.BYTES];
        rest.get(bytes);
        return Hash.of(bytes);
    }

    private static boolean repeats(List<StreamPosition> streams) {
        for (int i = 1; i < streams.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (streams.get(i).stream().equals(streams.get(j).stream())) {
                    return true;
                }
            }
        }
        return false;
    }
}
