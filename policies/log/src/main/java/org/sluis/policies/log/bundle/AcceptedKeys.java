// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.note.SignatureType;
import org.sluis.policies.log.note.VerifierKey;

/** Which of a bundle's keys are believed, and for what. */
final class AcceptedKeys {

    private final Map<BundleKey.Use, Set<VerifierKey>> byUse = new HashMap<>();

    private AcceptedKeys() {
        Arrays.stream(BundleKey.Use.values()).forEach(use -> byUse.put(use, new HashSet<>()));
    }

    /** Judges every key of the bundle; reports those that are not believed. */
    static AcceptedKeys of(Bundle bundle, Trust trust, Findings findings) throws UnreadableBundleException {
        var accepted = new AcceptedKeys();
        var vouched = trust.anchors().isEmpty() ? documents(bundle) : Map.<String, Set<Hash>>of();
        if (trust.anchors().isEmpty()) {
            findings.notice(Check.KEYS, FileNames.KEYS, Verification.WITHOUT_ANCHORS);
        }
        var shared = requireOneOwnerEach(bundle, findings);
        for (var key : bundle.keys()) {
            if (shared.contains(key.key().publicKey())) {
                continue;
            }
            if (!fits(key, bundle.manifest().subject())) {
                findings.tampered(
                        Check.KEYS,
                        FileNames.KEYS,
                        key.key().name() + " is not a key for " + key.use().label() + " of " + key.did());
            } else if (trust.anchors().contains(new Trust.Anchor(key.did(), key.key()))
                    || vouched.getOrDefault(key.did(), Set.of())
                            .contains(key.key().publicKey())) {
                accepted.byUse.get(key.use()).add(key.key());
            }
        }
        accepted.followRotations(bundle, shared);
        accepted.report(bundle, findings);
        return accepted;
    }

    Set<VerifierKey> log() {
        return byUse.get(BundleKey.Use.LOG);
    }

    Set<VerifierKey> peer() {
        return byUse.get(BundleKey.Use.PEER);
    }

    Set<VerifierKey> witnesses() {
        return byUse.get(BundleKey.Use.WITNESS);
    }

    boolean believes(BundleKey key) {
        return byUse.get(key.use()).contains(key.key());
    }

    /** The keys that the bundle lists for that use and that fit it, believed or not. */
    static List<VerifierKey> claimed(Bundle bundle, BundleKey.Use use) {
        return bundle.keys().stream()
                .filter(key -> key.use() == use && fits(key, bundle.manifest().subject()))
                .map(BundleKey::key)
                .toList();
    }

    /** Everybody who may sign this log's checkpoints. */
    List<VerifierKey> all() {
        return byUse.values().stream().flatMap(Collection::stream).toList();
    }

    /** A log's key has its origin as name; the parties are those of the manifest; a witness is neither and only cosigns. */
    private static boolean fits(BundleKey key, Manifest.Subject subject) {
        boolean isSelf = key.did().equals(subject.self());
        boolean isPeer = subject.peer().filter(key.did()::equals).isPresent();
        return switch (key.use()) {
            case LOG ->
                isSelf && key.key().name().equals(subject.origin()) && key.key().type() == SignatureType.ED25519;
            case PEER -> isPeer && !isSelf;
            case WITNESS -> !isSelf && !isPeer && key.key().type() == SignatureType.COSIGNATURE;
        };
    }

    /** One key under two names could make a party its own neutral witness. */
    private static Set<Hash> requireOneOwnerEach(Bundle bundle, Findings findings) {
        var owners = new HashMap<Hash, String>();
        var shared = new HashSet<Hash>();
        for (var key : bundle.keys()) {
            var owner = owners.putIfAbsent(key.key().publicKey(), key.did());
            if (owner != null && !owner.equals(key.did())) {
                shared.add(key.key().publicKey());
                findings.tampered(
                        Check.KEYS, FileNames.KEYS, "one key is said to be of " + owner + " and of " + key.did());
            }
        }
        return shared;
    }

    private void report(Bundle bundle, Findings findings) {
        bundle.keys().stream()
                .filter(key -> !believes(key))
                .forEach(key -> findings.notice(
                        Check.KEYS, FileNames.KEYS, key.key().name() + " of " + key.did() + " is not believed"));
        if (log().isEmpty()) {
            findings.tampered(
                    Check.KEYS,
                    FileNames.KEYS,
                    "no believed key of the log " + bundle.manifest().subject().origin());
        }
    }

    private static Map<String, Set<Hash>> documents(Bundle bundle) throws UnreadableBundleException {
        var keys = new HashMap<String, Set<Hash>>();
        for (var file : bundle.folder("did/")) {
            var document = DidKeys.parse(file, bundle.files().get(file));
            keys.computeIfAbsent(document.did(), did -> new HashSet<>()).addAll(document.keys());
        }
        return keys;
    }

    /** A rotation makes a key a log key that the bundle lists as this log's and that nobody else has. */
    private void followRotations(Bundle bundle, Set<Hash> shared) {
        var claimed = claimed(bundle, BundleKey.Use.LOG).stream()
                .filter(key -> !shared.contains(key.publicKey()))
                .toList();
        boolean grew = true;
        while (grew) {
            grew = bundle.folder("rotations/").stream()
                    .flatMap(file -> next(bundle, file))
                    .filter(claimed::contains)
                    .map(log()::add)
                    .reduce(false, Boolean::logicalOr);
        }
    }

    private Stream<VerifierKey> next(Bundle bundle, String file) {
        var note = bundle.note(file);
        var origin = bundle.manifest().subject().origin();
        boolean signed = !note.verify(log()).signatures().isEmpty();
        return KeyRotation.parse(note.text())
                .filter(rotation -> signed && rotation.origin().equals(origin))
                .map(KeyRotation::next)
                .stream();
    }
}
