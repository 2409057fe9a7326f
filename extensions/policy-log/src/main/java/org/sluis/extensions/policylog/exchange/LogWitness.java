// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.log.note.Witness;
import org.sluis.policies.log.note.Witness.Answer.Cosign;
import org.sluis.policies.log.note.Witness.Answer.SplitView;

/** Cosigns the checkpoints of others after the rules of C2SP tlog-witness, each log as its owner's DID document vouches for it. */
final class LogWitness {

    /** So many logs one owner can have here; one a year is made at most. */
    private static final int MOST_LOGS = 16;

    private static final int MOST_RESTORES = 16;
    private static final int ATTEMPTS = 4;

    private final LogPeers peers;
    private final WitnessedLogs logs;
    private final KnownSigners signers;
    private final LogKeys keys;
    private final PeerEvents events;
    private final Clock clock;

    LogWitness(LogPeers peers, WitnessedLogs logs, KnownSigners signers, LogKeys keys, PeerEvents events, Clock clock) {
        this.peers = peers;
        this.logs = logs;
        this.signers = signers;
        this.keys = keys;
        this.events = events;
        this.clock = clock;
    }

    /** What is answered; the names of C2SP tlog-witness. */
    sealed interface Answer {

        /** The note with our cosignature alone. */
        record Cosigned(SignedNote note) implements Answer {}

        /** Another tree is the largest known one. */
        record Conflict(long size) implements Answer {}

        /** No log of that owner that we would cosign. */
        record UnknownLog() implements Answer {}

        /** Not signed by a key that the owner publishes. */
        record BadSignature() implements Answer {}

        /** Nothing shows that the tree continues what is known. */
        record BadProof() implements Answer {}
    }

    /** Cosigns, or says why not; {@code owner} has proven its DID. */
    Answer add(Did owner, AddCheckpoint request) {
        var checkpoint = Checkpoint.parse(request.checkpoint().text());
        if (!peers.cosigns(owner) || checkpoint.isEmpty()) {
            return new Answer.UnknownLog();
        }
        var origin = checkpoint.get().origin();
        var signed = signers.log(owner, origin, request.checkpoint());
        if (signed.isEmpty()) {
            return new Answer.BadSignature();
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var known = logs.find(owner, origin);
            if (known.isEmpty() && logs.of(owner).size() >= MOST_LOGS) {
                return new Answer.UnknownLog();
            }
            var answer = judge(owner, known, request, signed.get(), checkpoint.get());
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return new Answer.Conflict(seen(logs.find(owner, origin)).size());
    }

    /** The largest checkpoint that we hold of a log of {@code owner}; an owner asks for its own. */
    Optional<SignedNote> largest(Did owner, String origin) {
        return logs.find(owner, origin).map(WitnessedLog::checkpoint);
    }

    /** Goes on from a restored backup, if the log itself says so; what was known before is kept as evidence. */
    Answer restored(Did owner, RestoredNotice notice) {
        var checkpoint = Checkpoint.parse(notice.checkpoint().text());
        if (!peers.cosigns(owner) || checkpoint.isEmpty()) {
            return new Answer.UnknownLog();
        }
        var origin = checkpoint.get().origin();
        var signed = signers.log(owner, origin, notice.checkpoint());
        var known = logs.find(owner, origin);
        if (signed.isEmpty() || known.isEmpty()) {
            return signed.isEmpty() ? new Answer.BadSignature() : new Answer.UnknownLog();
        }
        if (!notice.gives(known.get().head(), checkpoint.get().head()) || restores(owner, origin) >= MOST_RESTORES) {
            return new Answer.BadProof();
        }
        keep(
                Contradiction.Kind.RESTORED,
                known.get(),
                signed.get().note(),
                checkpoint.get().head());
        var next = new WitnessedLog(
                owner, origin, checkpoint.get().head(), signed.get().note(), Optional.empty());
        return logs.restart(known.get().head(), next)
                ? cosigned(checkpoint.get())
                : new Answer.Conflict(seen(logs.find(owner, origin)).size());
    }

    /** Empty when somebody else was quicker. */
    private Optional<Answer> judge(
            Did owner,
            Optional<WitnessedLog> known,
            AddCheckpoint request,
            KnownSigners.Signed signed,
            Checkpoint checkpoint) {
        var seen = seen(known);
        var head = checkpoint.head();
        if (request.old() != seen.size() && head.size() != seen.size()) {
            return Optional.of(new Answer.Conflict(seen.size()));
        }
        var key = Set.of(signed.signature().key());
        var verdict = Witness.judge(signed.note(), checkpoint.origin(), key, seen, request.proof());
        if (verdict instanceof SplitView) {
            keep(Contradiction.Kind.SPLIT_VIEW, known.orElseThrow(), signed.note(), head);
            return Optional.of(new Answer.Conflict(seen.size()));
        }
        if (!(verdict instanceof Cosign) || head.size() == 0) {
            return Optional.of(new Answer.BadProof());
        }
        var next =
                new WitnessedLog(owner, checkpoint.origin(), head, signed.note(), known.flatMap(WitnessedLog::heads));
        // INVARIANT: what is cosigned is durable before the cosignature leaves
        return head.equals(seen) || logs.advance(seen, next) ? Optional.of(cosigned(checkpoint)) : Optional.empty();
    }

    private Answer cosigned(Checkpoint checkpoint) {
        var line = keys.cosigner().cosign(checkpoint, clock.instant().getEpochSecond());
        return new Answer.Cosigned(SignedNote.of(checkpoint.text(), line));
    }

    private void keep(Contradiction.Kind kind, WitnessedLog known, SignedNote second, TreeHead head) {
        var found = new Contradiction(known.owner(), known.origin(), kind, known.checkpoint(), second, clock.instant());
        if (logs.keep(found)) {
            events.contradicted(found, head);
        }
    }

    private long restores(Did owner, String origin) {
        return logs.contradictions(owner).stream()
                .filter(found -> found.origin().equals(origin) && found.kind() == Contradiction.Kind.RESTORED)
                .count();
    }

    private static TreeHead seen(Optional<WitnessedLog> known) {
        return known.map(WitnessedLog::head).orElse(TreeHead.EMPTY);
    }
}
