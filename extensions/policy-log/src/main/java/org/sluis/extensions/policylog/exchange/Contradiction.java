// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Instant;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.log.note.SignedNote;

/** Two notes of one log, both signed by its owner, of which one belies the other. Evidence; kept for ever. */
public record Contradiction(Did owner, String origin, Kind kind, SignedNote first, SignedNote second, Instant at) {

    /** What is the matter. */
    public enum Kind {
        /** Two trees of the same size. */
        SPLIT_VIEW,
        /** Fewer entries in a stream than were signed before, or other ones. */
        STREAM_CUT,
        /** A backup was restored, and what came after it is lost; its owner says so itself. */
        RESTORED
    }
}
