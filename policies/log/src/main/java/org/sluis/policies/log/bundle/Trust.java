// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.time.Duration;
import java.util.Set;
import org.sluis.policies.log.note.VerifierKey;

/**
 * Whom the reader of a bundle believes.
 *
 * @param anchors keys, and whose they are, that the reader has from elsewhere; when empty, the DID documents in the bundle must do
 * @param identities the same of keys that sign seals and receipts; for a DID without any, a DID document in the bundle must do; only
 *     beside anchors
 * @param clockBound how far the time of a leaf may lie beyond the time of a cosignature that contradicts it
 */
public record Trust(Set<Anchor> anchors, Set<Identity> identities, Duration clockBound) {

    /** A key and the DID of its owner. */
    public record Anchor(String did, VerifierKey key) {}

    /**
     * An identity key and the DID of its owner.
     *
     * @param thumbprint SHA-256 of RFC 7638, base64url
     */
    public record Identity(String did, String thumbprint) {}

    public static final Duration USUAL_CLOCK_BOUND = Duration.ofMinutes(10);

    public Trust {
        anchors = Set.copyOf(anchors);
        identities = Set.copyOf(identities);
        if (anchors.isEmpty() && !identities.isEmpty()) {
            throw new IllegalArgumentException("identity anchors need anchors of logs and witnesses beside them");
        }
    }

    public Trust(Set<Anchor> anchors, Duration clockBound) {
        this(anchors, Set.of(), clockBound);
    }

    /** Believes these keys alone, and what they rotated to. */
    public static Trust in(Set<Anchor> anchors) {
        return new Trust(anchors, USUAL_CLOCK_BOUND);
    }

    /** Believes the DID documents in the bundle: shows that it is whole and consistent, not who made it. */
    public static Trust withoutAnchors() {
        return new Trust(Set.of(), USUAL_CLOCK_BOUND);
    }
}
