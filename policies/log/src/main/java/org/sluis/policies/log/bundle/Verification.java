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

    public Verification {
        findings = List.copyOf(findings);
        signatures = List.copyOf(signatures);
    }

    public int exitCode() {
        return verdict.exitCode();
    }
}
