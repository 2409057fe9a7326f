// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.policies.log.leaf.StreamId;

/** Erases by destroying keys: first the log says so, durably, then the keys of a stream's month are gone. One at a time. */
final class KeyErasure {

    private final WriterCalls writer;
    private final KeyRing ring;
    private final Sealing sealing;
    private final Clock clock;

    KeyErasure(WriterCalls writer, KeyRing ring, Sealing sealing, Clock clock) {
        this.writer = writer;
        this.ring = ring;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** As in {@link org.sluis.extensions.policylog.PolicyLog#erase}. */
    synchronized List<Long> erase(StreamId stream, YearMonth month, StreamId self, String members)
            throws LogUnavailableException {
        // between two groups: whatever is sealed with these keys so far is durable or will be sealed anew
        int lastKey = writer.between(() -> ring.retire(stream, month));
        var destruction = new Destruction(stream, month, lastKey);
        var done = new CompletableFuture<Long>();
        // also when the answer comes after nobody waits for it any more
        var settled = done.whenComplete((index, failure) -> {
            if (failure != null) {
                ring.release(stream, month);
            }
        });
        int entries = 0;
        try {
            entries = submitErasure(destruction, self, members, done);
        } finally {
            if (entries == 0) {
                ring.release(stream, month);
            }
        }
        long first = entries == 0 ? 0 : writer.await(settled);
        return LongStream.range(first, first + entries).boxed().toList();
    }

    private int submitErasure(Destruction destruction, StreamId self, String members, CompletableFuture<Long> done)
            throws LogUnavailableException {
        var entries = new ArrayList<SealedDraft>();
        try {
            var erasure =
                    new Erasure(writer.commit().store().reader(), ring, destruction.stream(), destruction.month());
            var indices = erasure.indices(destruction.number());
            for (var draft : erasure.drafts(indices, self, members, Math.max(0, clock.millis()))) {
                entries.add(sealing.sealErasure(draft, destruction));
            }
        } catch (IOException e) {
            throw Sealing.failure(e);
        }
        if (!entries.isEmpty()) {
            int bytes = entries.stream().mapToInt(SealedDraft::bytes).sum();
            writer.commit().submit(new Request.Append(entries, bytes, done));
        }
        return entries.size();
    }
}
