// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.LeafRecord;
import org.sluis.policies.log.leaf.SaltedPayload;

/** Salts and seals drafts; for many threads. */
final class Sealing {

    /** The end of the year 9999: what has five digits is not a month's name. */
    private static final long TOO_LATE = 253_402_300_800_000L;

    private final SecureRandom random = new SecureRandom();
    private final KeyRing ring;

    Sealing(KeyRing ring) {
        this.ring = ring;
    }

    /** Seals under the key of the draft's first stream and month. */
    SealedDraft seal(Draft draft) throws IOException {
        require(draft);
        var key = ring.current(draft.streams().get(0), KeyId.monthOf(draft.time()));
        return sealed(draft, key, salted(draft), Optional.empty());
    }

    /** Seals an erasure entry. */
    SealedDraft sealErasure(Draft draft, Destruction destruction) throws IOException {
        require(draft);
        var key = ring.erasures(draft.streams().get(0), KeyId.monthOf(draft.time()));
        return sealed(draft, key, salted(draft), Optional.of(destruction));
    }

    /** The same draft, under the key that fits when the entry has that time. */
    SealedDraft fitting(SealedDraft sealed, long time) throws IOException {
        var key = sealed.key();
        boolean fits = time == sealed.draft().time() || KeyId.monthOf(time).equals(key.month());
        if (fits && ring.isUsable(key)) {
            return sealed;
        }
        var month = KeyId.monthOf(time);
        var fitting =
                key.number() == KeyId.ERASURES ? ring.erasures(key.stream(), month) : ring.current(key.stream(), month);
        return sealed(sealed.draft(), fitting, sealed.payload(), sealed.destroys());
    }

    /** Told to who appends. */
    static LogUnavailableException failure(IOException e) {
        return new LogUnavailableException(
                "the policy log cannot seal a payload: " + e.getMessage()
                        + ": free space on, or make writable, the disk of the sealing keys",
                e);
    }

    private static SealedDraft sealed(
            Draft draft, SealingKey key, SaltedPayload payload, Optional<Destruction> destroys) {
        var commitment = payload.commitment();
        return new SealedDraft(draft, payload, commitment, key.id(), key.seal(payload, commitment), destroys);
    }

    private SaltedPayload salted(Draft draft) {
        var salt = new byte[Hash.BYTES];
        random.nextBytes(salt);
        return new SaltedPayload(Hash.of(salt), draft.json());
    }

    private static void require(Draft draft) {
        var streams = draft.streams();
        if (streams.isEmpty()
                || streams.size() > LeafRecord.MOST_STREAMS
                || new HashSet<>(streams).size() < streams.size()) {
            throw new IllegalArgumentException("an entry is in one to three different streams");
        }
        if (draft.time() < 0 || draft.time() >= TOO_LATE) {
            throw new IllegalArgumentException("an entry's time is between 1970 and 9999, not " + draft.time());
        }
    }
}
