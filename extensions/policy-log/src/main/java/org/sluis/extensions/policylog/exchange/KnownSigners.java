// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.MalformedJsonException;
import org.sluis.policies.log.note.SignatureLine;
import org.sluis.policies.log.note.SignatureType;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.log.note.VerifiedSignature;
import org.sluis.policies.log.note.VerifierKey;

/** Believes a note's signature if the signer's DID document publishes the key, and keeps the proof of that. */
final class KnownSigners {

    private static final System.Logger LOG = System.getLogger(KnownSigners.class.getName());

    private final DidDocuments documents;
    private final SignerKeys signers;
    private final Predicate<Hash> ours;
    private final Clock clock;

    /**
     * With the keys that are ours and therefore nobody else's.
     *
     * @param ours whether a public key is ours
     */
    KnownSigners(DidDocuments documents, SignerKeys signers, Predicate<Hash> ours, Clock clock) {
        this.documents = documents;
        this.signers = signers;
        this.ours = ours;
        this.clock = clock;
    }

    /**
     * What somebody signed.
     *
     * @param note with the signature of that key alone
     */
    record Signed(SignedNote note, VerifiedSignature signature) {}

    /** The log's own signature on a note, by a key that {@code owner} publishes now. */
    Optional<Signed> log(Did owner, String origin, SignedNote note) {
        return find(owner, SignatureType.ED25519, origin::equals, note);
    }

    /** A signature under a note of our own by any log key of somebody else. */
    Optional<Signed> anyLog(Did owner, SignedNote note) {
        return find(owner, SignatureType.ED25519, name -> true, note);
    }

    /** A cosignature, whatever the name of its key. */
    Optional<Signed> cosigner(Did owner, SignedNote note) {
        return find(owner, SignatureType.COSIGNATURE, name -> true, note);
    }

    private Optional<Signed> find(Did owner, SignatureType type, Predicate<String> name, SignedNote note) {
        try {
            var found = find(documents.resolve(owner), type, name, note);
            if (found.isEmpty()) {
                // a new key may be younger than our copy of the document
                documents.refresh(owner);
                found = find(documents.resolve(owner), type, name, note);
            }
            return found;
        } catch (UnresolvableDidException e) {
            LOG.log(Level.DEBUG, "policy log: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Signed> find(DidDocument document, SignatureType type, Predicate<String> name, SignedNote note) {
        return note.signatures().stream()
                .filter(line -> name.test(line.name()))
                .flatMap(line -> keys(document, type, line).flatMap(key -> verified(document, key, note).stream()))
                .findFirst();
    }

    private static Stream<VerifierKey> keys(DidDocument document, SignatureType type, SignatureLine line) {
        return document.keys().values().stream()
                .filter(key -> key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve()))
                .map(key -> ((OctetKeyPair) key).getDecodedX())
                .filter(bytes -> bytes.length == Hash.BYTES)
                .map(bytes -> new VerifierKey(line.name(), type, Hash.of(bytes)))
                .filter(key -> key.id() == line.keyId());
    }

    private Optional<Signed> verified(DidDocument document, VerifierKey key, SignedNote note) {
        var signatures = note.verify(Set.of(key)).signatures();
        if (signatures.isEmpty() || ours.test(key.publicKey()) || !isTheirs(document, key)) {
            return Optional.empty();
        }
        var line = note.signatures().stream()
                .filter(found -> found.name().equals(key.name()) && found.keyId() == key.id())
                .findFirst();
        return Optional.of(new Signed(SignedNote.of(note.text(), line.orElseThrow()), signatures.get(0)));
    }

    /** INVARIANT: one public key has one owner; otherwise a party could make itself look like a neutral witness. */
    private boolean isTheirs(DidDocument document, VerifierKey key) {
        var text = isReadable(document.text()) ? document.text() : "";
        return signers.keep(new SignerKey(document.id(), key, text), clock.instant());
    }

    /** A document that a verifier of bundles could not read would spoil the bundle. */
    private static boolean isReadable(String document) {
        try {
            return !JsonReader.object(document).members().isEmpty();
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    /** Which of the keys of an owner stand under these notes. */
    static List<SignerKey> used(List<SignerKey> keys, List<SignedNote> notes) {
        return keys.stream()
                .filter(known -> notes.stream()
                        .flatMap(note -> note.signatures().stream())
                        .anyMatch(line -> line.name().equals(known.key().name())
                                && line.keyId() == known.key().id()))
                .toList();
    }
}
