// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person said of terms that waited.
 *
 * @param negotiation our id of the negotiation
 * @param question which of its questions: the same negotiation may come back with other terms
 * @param digest lower-case hex of the SHA-256 of the terms that the person saw
 * @param counter the terms to offer instead, as JSON of the profile; only when countered
 * @param note in plain words; the partner sees it on refusal
 * @param by the principal who said so
 */
public record Approval(
        String negotiation,
        String question,
        Word word,
        String digest,
        Optional<String> counter,
        Optional<String> note,
        String by,
        Instant at) {

    /** The three things that can be said. */
    public enum Word {
        APPROVED,
        REFUSED,
        COUNTERED
    }

    public Approval {
        if ((word == Word.COUNTERED) != counter.isPresent()) {
            throw new IllegalArgumentException("a counter-offer has terms, and nothing else does");
        }
    }
}
