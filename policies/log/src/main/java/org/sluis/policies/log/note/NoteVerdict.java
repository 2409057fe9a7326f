// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.util.List;
import java.util.Optional;

/** Whether a note may be believed. */
public sealed interface NoteVerdict {

    /**
     * At least one known key signed, and no line of a known key is wrong.
     *
     * @param signatures in the order of the note; the same key may occur twice
     */
    record Signed(List<VerifiedSignature> signatures) implements NoteVerdict {

        public Signed {
            signatures = List.copyOf(signatures);
        }
    }

    /** The text must be ignored. */
    record Refused(String reason) implements NoteVerdict {}

    /** The first signature by that key, when there is one. */
    default Optional<VerifiedSignature> by(VerifierKey key) {
        return signatures().stream().filter(by -> by.key().equals(key)).findFirst();
    }

    /** What verified; empty when refused. */
    default List<VerifiedSignature> signatures() {
        return List.of();
    }
}
