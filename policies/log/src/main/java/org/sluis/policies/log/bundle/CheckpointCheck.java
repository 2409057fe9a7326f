// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Optional;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.NoteVerdict;

/** Is a checkpoint one that this log signed? */
final class CheckpointCheck {

    private CheckpointCheck() {}

    /** The checkpoint, if the log signed it and no signature by a believed key is wrong; otherwise a finding. */
    static Optional<VerifiedCheckpoint> verify(Bundle bundle, String file, AcceptedKeys keys, Findings findings) {
        var note = bundle.note(file);
        var checkpoint = Checkpoint.parse(note.text());
        if (checkpoint.isEmpty()) {
            findings.unreadable(Check.CHECKPOINT, file, "the note is not a checkpoint");
            return Optional.empty();
        }
        var origin = bundle.manifest().subject().origin();
        if (!checkpoint.get().origin().equals(origin)) {
            findings.tampered(
                    Check.CHECKPOINT, file, "is of the log " + checkpoint.get().origin() + ", not of " + origin);
            return Optional.empty();
        }
        var verdict = note.verify(keys.all());
        if (verdict instanceof NoteVerdict.Refused refused) {
            findings.tampered(Check.CHECKPOINT, file, refused.reason());
            return Optional.empty();
        }
        if (keys.log().stream().noneMatch(key -> verdict.by(key).isPresent())) {
            findings.tampered(Check.CHECKPOINT, file, "the log itself did not sign");
            return Optional.empty();
        }
        return Optional.of(new VerifiedCheckpoint(file, checkpoint.get(), verdict.signatures()));
    }
}
