// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.policies.log.note.SignedNote;

/** The checkpoint that strangers get: looked up once a second at most, however many of them ask. */
final class PublishedCheckpoint {

    private final Checkpoints checkpoints;
    private final SeenCheckpoints seen;
    private final HeldEvidence held;
    private final Clock clock;
    private volatile Shown shown = new Shown(Optional.empty(), Instant.EPOCH);

    private record Shown(Optional<SignedNote> note, Instant until) {}

    PublishedCheckpoint(Checkpoints checkpoints, SeenCheckpoints seen, HeldEvidence held, Clock clock) {
        this.checkpoints = checkpoints;
        this.seen = seen;
        this.held = held;
        this.clock = clock;
    }

    /** The newest, with the cosignatures of neutral witnesses; none before the first. */
    Optional<SignedNote> note() {
        var now = clock.instant();
        var last = shown;
        if (last.until().isAfter(now)) {
            return last.note();
        }
        var note = checkpoints
                .newest()
                .map(newest ->
                        seen.find(Checkpoints.head(newest)).map(held::witnessed).orElse(newest));
        shown = new Shown(note, now.plusSeconds(1));
        return note;
    }
}
