// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.List;
import java.util.Optional;

/**
 * What verifying a bundle brought to light.
 *
 * @param verdict the worst of all findings, also of those beyond the first thousand
 * @param bundle the content; present unless it could not be read
 */
public record Verification(Verdict verdict, List<Finding> findings, Optional<Bundle> bundle) {

    public Verification {
        findings = List.copyOf(findings);
    }

    public int exitCode() {
        return verdict.exitCode();
    }
}
