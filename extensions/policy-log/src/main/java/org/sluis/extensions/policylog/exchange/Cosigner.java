// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.exchange.PeerCalls.PeerException;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.extensions.web.Outbound.Answer;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** Has one participant cosign a checkpoint of ours, and believes nothing in its answer that is not proven. */
final class Cosigner {

    private static final Duration CLOCK_BOUND = Trust.USUAL_CLOCK_BOUND;
    private static final int ATTEMPTS = 3;

    private final PeerCalls calls;
    private final OwnLog own;
    private final SeenCheckpoints seen;
    private final KnownSigners signers;
    private final Restoration restoration;
    private final LogKeys keys;
    private final Clock clock;

    Cosigner(
            PeerCalls calls,
            OwnLog own,
            SeenCheckpoints seen,
            KnownSigners signers,
            Restoration restoration,
            LogKeys keys,
            Clock clock) {
        this.calls = calls;
        this.own = own;
        this.seen = seen;
        this.signers = signers;
        this.restoration = restoration;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Returns once the cosignature is kept.
     *
     * @param checkpoint the newest, which was shown
     */
    void cosign(Did peer, SignedNote checkpoint) throws PeerException {
        var head = Checkpoints.head(checkpoint);
        long old = seen.lastCosigned(peer).map(TreeHead::size).orElse(0L);
        for (int attempt = 0; attempt < ATTEMPTS && old <= head.size(); attempt++) {
            var answer = calls.add(peer, new AddCheckpoint(old, own.proof(old, head.size()), checkpoint));
            if (answer.status() == 200) {
                keep(peer, checkpoint, answer);
                return;
            }
            if (answer.status() != 409 && answer.status() != 422) {
                throw PeerCalls.refused(peer, answer);
            }
            var known = known(peer);
            if (known.filter(seen.givenUp()::contains).isPresent()) {
                keep(peer, checkpoint, calls.restored(peer, restoration.notice(checkpoint, known.get())));
                return;
            }
            if (known.filter(tree -> !own.continues(tree)).isPresent()) {
                throw new PeerException(
                        peer + " has seen a tree of " + known.get().size()
                                + " entries that our log does not continue: run `sluis log restore`",
                        null);
            }
            old = known.map(TreeHead::size).orElse(0L);
        }
        throw new PeerException(peer + " has seen a newer checkpoint than the one it was asked for", null);
    }

    /** The tree that the peer has seen, as far as it can show our signature; from now on it binds us. */
    Optional<TreeHead> known(Did peer) throws PeerException {
        var note = calls.largest(peer, keys.origin());
        var told = note.flatMap(own::told);
        if (note.isPresent() && told.isEmpty()) {
            throw new PeerException(peer + " shows a checkpoint of our log that no key of ours signed", null);
        }
        return told;
    }

    private void keep(Did peer, SignedNote checkpoint, Answer answer) throws PeerException {
        if (answer.status() != 200) {
            throw PeerCalls.refused(peer, answer);
        }
        var signed = Lines.under(checkpoint.text(), answer.body()).flatMap(note -> signers.cosigner(peer, note));
        if (signed.isEmpty()) {
            throw new PeerException(peer + " answered with a cosignature that no key in its DID document made", null);
        }
        var at = Instant.ofEpochSecond(signed.get().signature().time().orElse(0));
        if (Duration.between(clock.instant(), at).abs().compareTo(CLOCK_BOUND) > 0) {
            throw new PeerException(
                    peer + " cosigned with the time " + at + ", too far from ours; is a clock wrong?", null);
        }
        seen.cosigned(Checkpoints.head(checkpoint), peer, signed.get().note());
    }
}
