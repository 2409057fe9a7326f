// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluis.policies.log.jws.Jws;
import org.sluis.policies.log.jws.JwsKey;

/** The keys with which parties sign seals and receipts, from those DID documents of the bundle that count. */
final class IdentityKeys {

    private final List<DidKeys> documents;
    private final Trust trust;
    private final Findings findings;
    private final Set<String> onTheirWord = new HashSet<>();

    private IdentityKeys(List<DidKeys> documents, Trust trust, Findings findings) {
        this.documents = documents;
        this.trust = trust;
        this.findings = findings;
    }

    static IdentityKeys of(Bundle bundle, Trust trust, Findings findings) throws UnreadableBundleException {
        var documents = new ArrayList<DidKeys>();
        for (var file : bundle.folder("did/")) {
            documents.add(DidKeys.parse(file, bundle.files().get(file)));
        }
        return new IdentityKeys(documents, trust, findings);
    }

    /** What is known of a signature: {@code keys} are those that verify it; whoever has several under one id may have more than one. */
    record Signer(boolean known, Set<JwsKey> keys) {

        boolean holds() {
            return !keys.isEmpty();
        }
    }

    /** Looks for the keys that a signature names. */
    Signer signer(Jws jws) {
        var keys = documents.stream()
                .filter(document -> document.did().equals(jws.signer()))
                .flatMap(document -> document.signing().getOrDefault(jws.keyId(), List.of()).stream()
                        .filter(key -> counts(document, key)))
                .distinct()
                .toList();
        var right = keys.stream().filter(jws::isSignedBy).collect(Collectors.toUnmodifiableSet());
        if (!right.isEmpty() && !trust.anchors().isEmpty() && !isPinned(jws.signer())) {
            tellOnce(jws.signer());
        }
        return new Signer(!keys.isEmpty(), right);
    }

    private boolean counts(DidKeys document, JwsKey key) {
        if (isPinned(document.did())) {
            return trust.identities().contains(new Trust.Identity(document.did(), key.thumbprint()));
        }
        return trust.anchors().isEmpty()
                || trust.anchors().stream()
                        .anyMatch(anchor -> anchor.did().equals(document.did())
                                && document.keys().contains(anchor.key().publicKey()));
    }

    private boolean isPinned(String did) {
        return trust.identities().stream().anyMatch(identity -> identity.did().equals(did));
    }

    private void tellOnce(String did) {
        if (onTheirWord.add(did)) {
            findings.notice(
                    Check.KEYS,
                    "did/",
                    "the key with which " + did
                            + " signs seals and receipts is believed by a DID document in the bundle");
        }
    }
}
