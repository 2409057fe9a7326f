// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/**
 * All that is needed, beside node and offset files, to go on behind a frame.
 *
 * @param place the segment and the position in it where the next frame begins
 * @param newest the newest checkpoint
 * @param unfinished keys that are recorded as erased and may still be there
 */
record Snapshot(
        TreeHead head,
        long lastTime,
        Place place,
        Optional<SignedNote> newest,
        Set<Destruction> unfinished,
        CompactHeads heads) {

    /** Where a frame begins. */
    record Place(SegmentName segment, long position, long sequence) {}

    private static final int MAGIC = 0x504c4e31;

    static Snapshot read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a snapshot");
        }
        var head = new TreeHead(in.readLong(), hash(in));
        long lastTime = in.readLong();
        var place = new Place(new SegmentName(in.readLong(), in.readLong()), in.readLong(), in.readLong());
        var note = bytes(in, SignedNote.MOST_BYTES);
        var newest = note.length == 0 ? Optional.<SignedNote>empty() : SignedNote.parse(note);
        var unfinished = new LinkedHashSet<Destruction>();
        for (int count = in.readInt(); count > 0; count--) {
            unfinished.add(Destruction.read(ByteBuffer.wrap(in.readNBytes(Destruction.BYTES))));
        }
        var heads = new CompactHeads();
        for (int count = in.readInt(); count > 0; count--) {
            var stream = new StreamId(hash(in));
            heads.put(stream, new StreamHead(in.readLong(), hash(in), in.readLong()));
        }
        return new Snapshot(head, lastTime, place, newest, unfinished, heads);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeLong(head.size());
        out.write(head.root().bytes());
        out.writeLong(lastTime);
        out.writeLong(place.segment().firstIndex());
        out.writeLong(place.segment().firstSequence());
        out.writeLong(place.position());
        out.writeLong(place.sequence());
        var note = newest.map(SignedNote::bytes).orElse(new byte[0]);
        out.writeInt(note.length);
        out.write(note);
        out.writeInt(unfinished.size());
        for (var destruction : unfinished) {
            var bytes = ByteBuffer.allocate(Destruction.BYTES);
            destruction.write(bytes);
            out.write(bytes.array());
        }
        out.writeInt(heads.count());
        heads.forEach((stream, head) -> {
            out.write(stream.value().bytes());
            out.writeLong(head.entries());
            out.write(head.leaf().bytes());
            out.writeLong(head.index());
        });
    }

    private static Hash hash(DataInputStream in) throws IOException {
        return Hash.of(bytes(in));
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        var bytes = new byte[Hash.BYTES];
        in.readFully(bytes);
        return bytes;
    }

    private static byte[] bytes(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("a length out of bounds: " + length);
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
