// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Clock;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.note.SignedNote;

/** Signs where the streams end that another log shows us, and holds its owner to that. */
final class HeadsWitness {

    private final LogPeers peers;
    private final WitnessedLogs logs;
    private final KnownSigners signers;
    private final LogKeys keys;
    private final PeerEvents events;
    private final Clock clock;

    HeadsWitness(
            LogPeers peers, WitnessedLogs logs, KnownSigners signers, LogKeys keys, PeerEvents events, Clock clock) {
        this.peers = peers;
        this.logs = logs;
        this.signers = signers;
        this.keys = keys;
        this.events = events;
        this.clock = clock;
    }

    /** What is answered. */
    sealed interface Answer {

        /** The note with the signature of our log key alone. */
        record Signed(SignedNote note) implements Answer {}

        /** Not over the newest checkpoint that we cosigned of that log. */
        record OtherTree() implements Answer {}

        /** Not what its owner publishes, or not proven, or not what it said before. */
        record Refused(String reason) implements Answer {}
    }

    /** Signs, or says why not; {@code owner} has proven its DID. */
    Answer sign(Did owner, HeadsRequest request) {
        var ends = request.ends();
        var signed = signers.log(owner, ends.origin(), request.heads());
        if (!peers.cosigns(owner) || signed.isEmpty()) {
            return new Answer.Refused("the note is not signed by a log whose checkpoints are cosigned here");
        }
        var known = logs.find(owner, ends.origin()).filter(log -> log.head().equals(ends.tree()));
        if (known.isEmpty()) {
            return new Answer.OtherTree();
        }
        if (!request.isProven()) {
            return new Answer.Refused("the streams do not end there in that tree");
        }
        var before = known.get().heads().flatMap(note -> StreamHeadsNote.parse(note.text()));
        if (before.filter(old -> !request.continues(old)).isPresent()) {
            keep(known.get(), signed.get().note(), ends);
            return new Answer.Refused("a stream has other entries than were signed before, or fewer");
        }
        if (!logs.saveHeads(owner, ends.origin(), ends.tree(), signed.get().note())) {
            return new Answer.OtherTree();
        }
        events.seen(owner, ends, before);
        var text = request.heads().text();
        return new Answer.Signed(SignedNote.of(text, keys.log().sign(text)));
    }

    private void keep(WitnessedLog known, SignedNote second, StreamHeadsNote ends) {
        Optional<SignedNote> first = known.heads();
        var found = new Contradiction(
                known.owner(),
                known.origin(),
                Contradiction.Kind.STREAM_CUT,
                first.orElseThrow(),
                second,
                clock.instant());
        if (logs.keep(found)) {
            events.contradicted(found, ends.tree());
        }
    }
}
