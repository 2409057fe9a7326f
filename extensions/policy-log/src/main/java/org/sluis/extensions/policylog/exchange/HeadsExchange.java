// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.exchange.PeerCalls.PeerException;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.note.SignedNote;

/** Has the other party of agreements sign where their stories end in our log, so that neither side can drop an end later. */
final class HeadsExchange {

    private final PeerCalls calls;
    private final OwnLog own;
    private final SeenCheckpoints seen;
    private final KnownSigners signers;
    private final StreamNames names;

    HeadsExchange(PeerCalls calls, OwnLog own, SeenCheckpoints seen, KnownSigners signers, StreamNames names) {
        this.calls = calls;
        this.own = own;
        this.seen = seen;
        this.signers = signers;
        this.names = names;
    }

    /** What we say to this peer about that tree. */
    HeadsRequest statement(Did peer, SignedNote checkpoint, Optional<String> agreement, Collection<String> agreements) {
        var streams = Stream.concat(
                        Stream.of(names.peer(peer.value())), agreements.stream().map(names::agreement))
                .toList();
        var first = agreement.map(names::agreement).orElse(streams.get(0));
        return own.heads(Checkpoints.head(checkpoint), first, streams);
    }

    /**
     * Returns once the signature is kept.
     *
     * @param checkpoint that the peer has cosigned
     * @param agreement whose stream must be among them
     */
    void sign(Did peer, SignedNote checkpoint, Optional<String> agreement, List<String> agreements)
            throws PeerException {
        var tree = Checkpoints.head(checkpoint);
        var request = statement(peer, checkpoint, agreement, agreements);
        if (isSigned(peer, request)) {
            return;
        }
        var answer = calls.heads(peer, request);
        if (answer.status() != 200) {
            throw PeerCalls.refused(peer, answer);
        }
        var signed = Lines.under(request.heads().text(), answer.body()).flatMap(note -> signers.anyLog(peer, note));
        if (signed.isEmpty()) {
            throw new PeerException(peer + " answered with a signature that no log key in its DID document made", null);
        }
        var line = signed.get().note().signatures().get(0);
        seen.saveHeads(peer, tree, request.heads().with(line));
    }

    private boolean isSigned(Did peer, HeadsRequest request) {
        return seen.heads(peer)
                .filter(note -> note.text().equals(request.heads().text()))
                .isPresent();
    }

    /** What the peer signed last, if it says where that stream ends. */
    Optional<SignedNote> signed(Did peer, StreamId stream) {
        return seen.heads(peer)
                .filter(note -> StreamHeadsNote.parse(note.text())
                        .flatMap(ends -> ends.head(stream))
                        .isPresent());
    }
}
