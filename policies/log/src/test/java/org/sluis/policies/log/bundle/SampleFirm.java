// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.leaf.InMemoryStreamHeads;
import org.sluis.policies.log.leaf.LogTree;
import org.sluis.policies.log.leaf.SaltedPayload;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.InMemoryNodes;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.log.note.VerifierKey;

/** A firm with a log in memory, and keys that follow from its name. */
public final class SampleFirm {

    /** Seconds since 1970 at which the story begins. */
    public static final long START = 1_800_000_000;

    public final String name;
    public final String did;
    public final String origin;
    public final NoteSigner key;
    public final NoteSigner cosigner;
    public final NoteSigner statements;
    public final SampleIdentity identity;
    public final StreamId self;
    public final StreamId agreement;
    public final List<BundleEntry> entries = new ArrayList<>();

    private final InMemoryNodes nodes = new InMemoryNodes();
    private final InMemoryStreamHeads heads = new InMemoryStreamHeads();
    private final LogTree log = new LogTree(nodes, heads);
    private long time = START * 1_000;

    public SampleFirm(String name) {
        this(name, "ES256");
    }

    /** With an identity key of that algorithm. */
    public SampleFirm(String name, String algorithm) {
        this.name = name;
        did = "did:web:" + name + ".example";
        origin = name + ".example/plog/2027";
        key = NoteSigner.ed25519(origin, seed("log"));
        cosigner = NoteSigner.cosigner(name + ".example/witness", seed("witness"));
        statements = NoteSigner.ed25519(name + ".example/statements", seed("statements"));
        self = StreamId.of(seed("self"));
        agreement = StreamId.of(seed("agreement"));
        identity = new SampleIdentity(did, algorithm, Hash.of(seed("identity")));
    }

    /** Appends an entry one second after the last. */
    public BundleEntry append(String json, StreamId... streams) {
        time += 1_000;
        return appendAt(time, json, streams);
    }

    public BundleEntry appendAt(long millis, String json, StreamId... streams) {
        var payload = new SaltedPayload(Hash.of(seed("salt " + entries.size())), json);
        var entry = BundleEntry.of(log.append(millis, List.of(streams), payload), payload);
        entries.add(entry);
        return entry;
    }

    /** Seconds since 1970 of the last entry. */
    public long now() {
        return time / 1_000;
    }

    public TreeProofs proofs() {
        return new TreeProofs(nodes);
    }

    public Checkpoint checkpoint(long size) {
        return Checkpoint.of(origin, proofs().head(size));
    }

    /** A checkpoint signed by the firm and cosigned by others now. */
    public SignedNote signed(Checkpoint checkpoint, SampleFirm... cosigners) {
        var note = SignedNote.of(checkpoint.text(), key.sign(checkpoint.text()));
        for (var firm : cosigners) {
            note = note.with(firm.cosigner.cosign(checkpoint, now()));
        }
        return note;
    }

    public SignedNote signedHeads(StreamId... streams) {
        var ends = new TreeMap<String, StreamHead>();
        for (var stream : streams) {
            heads.head(stream).ifPresent(head -> ends.put(stream.toString(), head));
        }
        return signedHeads(new StreamHeadsNote(origin, log.head(), ends));
    }

    private SignedNote signedHeads(StreamHeadsNote note) {
        return SignedNote.of(note.text(), key.sign(note.text()));
    }

    public long size() {
        return log.size();
    }

    public String didDocument() {
        return "{\"id\":\"" + did + "\",\"verificationMethod\":[" + method(key.key()) + ',' + method(cosigner.key())
                + ',' + method(statements.key()) + ',' + identity.method() + "],\"assertionMethod\":[\""
                + identity.keyId() + "\"]}";
    }

    public Manifest.Subject subject(Optional<SampleFirm> peer, String role) {
        return new Manifest.Subject(
                origin,
                did,
                peer.map(firm -> firm.did),
                Optional.of(role),
                "2027-01-15T08:10:00Z",
                List.of(new Manifest.Stream(agreement, Optional.of("agreement-1"))));
    }

    /** The entries that a bundle about the agreement needs, the erasures among them. */
    public Collection<BundleEntry> story() {
        return entries.stream()
                .filter(entry -> entry.entry().leaf().in(agreement).isPresent())
                .toList();
    }

    /** Stands in for an entry whose payload was destroyed. */
    public void erase(int index, long by) {
        entries.set(index, BundleEntry.erased(entries.get(index).entry(), by));
    }

    public byte[] seed(String purpose) {
        return Sha256.of((name + ' ' + purpose).getBytes(StandardCharsets.UTF_8))
                .bytes();
    }

    private static String method(VerifierKey key) {
        return "{\"type\":\"JsonWebKey\",\"publicKeyJwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(key.publicKey().bytes()) + "\"}}";
    }
}
