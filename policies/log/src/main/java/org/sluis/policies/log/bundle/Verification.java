// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.List;
import java.util.Optional;

/**
 * What verifying a bundle brought to light.
 *
 * @param verdict the worst of all findings, also of those that are not kept
 * @param findings the first thousand of each check and verdict
 * @param bundle the content; present unless it could not be read
 * @param signatures on the newest checkpoint; none when it does not hold
 */
public record Verification(
        Verdict verdict, List<Finding> findings, Optional<Bundle> bundle, List<CheckpointSignature> signatures) {

    static final String WITHOUT_ANCHORS = "keys are believed by the DID documents in the bundle alone";

    public Verification {
        findings = List.copyOf(findings);
        signatures = List.copyOf(signatures);
    }

    /** Whether the reader brought no keys, so that the bundle alone says whose they are. */
    public boolean withoutAnchors() {
        return findings.stream()
                .anyMatch(finding ->
                        finding.verdict() == Verdict.OK && finding.message().equals(WITHOUT_ANCHORS));
    }

    public int exitCode() {
        return verdict.exitCode();
    }
}
