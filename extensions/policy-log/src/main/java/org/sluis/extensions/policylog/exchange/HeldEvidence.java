// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignatureType;
import org.sluis.policies.log.note.SignedNote;

/**
 * Puts together what we hold about an agreement. Of others than the other party and neutral witnesses nothing is shown: who our
 * further partners are is nobody's business.
 */
final class HeldEvidence {

    /** So many earlier checkpoints go into a bundle, spread over all that are kept. */
    private static final int MOST_EARLIER = 100;

    private static final int MOST_KEPT = 20_000;
    /** A bundle has at most 64 keys. */
    private static final int MOST_KEYS_OF_ONE = 8;

    private final Did self;
    private final Checkpoints checkpoints;
    private final LogKeys keys;
    private final LogPeers peers;
    private final OwnLog own;
    private final Stores stores;
    private final HeadsExchange exchange;
    private final Supplier<String> ownDocument;

    /** Where it is kept. */
    record Stores(SeenCheckpoints seen, WitnessedLogs witnessed, SignerKeys signers) {}

    HeldEvidence(
            Did self,
            Checkpoints checkpoints,
            LogKeys keys,
            LogPeers peers,
            OwnLog own,
            Stores stores,
            HeadsExchange exchange,
            Supplier<String> ownDocument) {
        this.self = self;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.peers = peers;
        this.own = own;
        this.stores = stores;
        this.exchange = exchange;
        this.ownDocument = ownDocument;
    }

    /** The newest tree whose stream heads the other party signed; without any, the newest that there is. */
    BundleEvidence about(String agreement, Did peer) throws LogUnavailableException, ForkedTreeException {
        var signed = exchange.signed(peer, keys.streams().agreement(agreement));
        var seen = signed.flatMap(note -> StreamHeadsNote.parse(note.text()))
                .flatMap(ends -> stores.seen().find(ends.tree()));
        if (signed.isPresent() && seen.isPresent()) {
            return evidence(Optional.of(peer), seen.get(), signed.get());
        }
        var newest = checkpoints.now();
        var head = Checkpoints.head(newest);
        var checkpoint = stores.seen().find(head).orElse(new SeenCheckpoint(head, newest, Map.of()));
        var statement = exchange.statement(
                peer, newest, Optional.of(agreement), peers.parties().getOrDefault(peer, List.of(agreement)));
        return evidence(Optional.of(peer), checkpoint, statement.heads());
    }

    /** The newest tree for a bundle of the whole log; its streams' ends are signed by us alone. */
    BundleEvidence whole(List<StreamId> streams) throws LogUnavailableException, ForkedTreeException {
        var newest = checkpoints.now();
        var head = Checkpoints.head(newest);
        var checkpoint = stores.seen().find(head).orElse(new SeenCheckpoint(head, newest, Map.of()));
        return evidence(Optional.empty(), checkpoint, own.heads(head, streams));
    }

    /** A checkpoint with the cosignatures of neutral witnesses. */
    SignedNote witnessed(SeenCheckpoint checkpoint) {
        return with(checkpoint, Optional.empty());
    }

    private BundleEvidence evidence(Optional<Did> peer, SeenCheckpoint checkpoint, SignedNote heads) {
        var note = with(checkpoint, peer);
        var earlier = earlier(checkpoint.head().size(), peer);
        var theirs = peer.stream()
                .flatMap(did -> stores.witnessed().of(did).stream())
                .max(Comparator.comparing((WitnessedLog log) -> log.heads().isPresent())
                        .thenComparing(log -> log.head().size()));
        var peerCheckpoint = theirs.map(WitnessedLog::checkpoint);
        var peerHeads = theirs.flatMap(WitnessedLog::heads);
        var notes = new ArrayList<SignedNote>(earlier);
        notes.add(note);
        notes.add(heads);
        peerCheckpoint.ifPresent(notes::add);
        peerHeads.ifPresent(notes::add);
        var owners = new ArrayList<BundleKey>();
        var documents = new LinkedHashSet<String>();
        documents.add(ownDocument.get());
        keys.logKeys().forEach(key -> owners.add(new BundleKey(BundleKey.Use.LOG, self.value(), key)));
        peer.ifPresent(did -> used(did, BundleKey.Use.PEER, notes, owners, documents));
        peers.witnesses().stream()
                .filter(witness -> peer.filter(witness::equals).isEmpty())
                .forEach(witness -> used(witness, BundleKey.Use.WITNESS, notes, owners, documents));
        return new BundleEvidence(
                note,
                heads,
                earlier,
                lost(peer),
                peerCheckpoint,
                peerHeads,
                owners,
                List.copyOf(documents),
                keys.rotations());
    }

    private void used(
            Did owner, BundleKey.Use use, List<SignedNote> notes, List<BundleKey> keys, Set<String> documents) {
        KnownSigners.used(stores.signers().of(owner), notes).stream()
                .filter(known -> use == BundleKey.Use.PEER || known.key().type() == SignatureType.COSIGNATURE)
                .limit(MOST_KEYS_OF_ONE)
                .forEach(known -> {
                    keys.add(new BundleKey(use, owner.value(), known.key()));
                    if (!known.document().isEmpty()) {
                        documents.add(known.document());
                    }
                });
    }

    private List<SignedNote> earlier(long size, Optional<Did> peer) {
        var all = stores.seen().list(size - 1, MOST_KEPT);
        int step = Math.max(1, (all.size() + MOST_EARLIER - 1) / MOST_EARLIER);
        var chosen = new ArrayList<SignedNote>();
        for (int i = 0; i < all.size(); i += step) {
            if (own.continues(all.get(i).head())) {
                chosen.add(0, with(all.get(i), peer));
            }
        }
        return chosen;
    }

    private List<SignedNote> lost(Optional<Did> peer) {
        return stores.seen().givenUp().stream()
                .sorted(Comparator.comparingLong(head -> head.size()))
                .flatMap(head -> stores.seen().find(head).stream())
                .map(checkpoint -> with(checkpoint, peer))
                .limit(MOST_EARLIER)
                .toList();
    }

    private SignedNote with(SeenCheckpoint checkpoint, Optional<Did> peer) {
        var note = checkpoint.own();
        for (var cosignature : checkpoint.cosignatures().entrySet()) {
            boolean shown = peers.witnesses().contains(cosignature.getKey())
                    || peer.filter(cosignature.getKey()::equals).isPresent();
            if (shown) {
                note = note.with(cosignature.getValue().signatures().get(0));
            }
        }
        return note;
    }
}
