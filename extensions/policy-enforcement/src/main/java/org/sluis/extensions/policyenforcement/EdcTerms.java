// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import org.eclipse.edc.policy.model.PolicyType;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Reading;

/** The same terms as EDC and as our profile hold them. */
public final class EdcTerms {

    private EdcTerms() {}

    /** What our reader understands of a policy of EDC; throws nothing. */
    public static Reading read(org.eclipse.edc.policy.model.Policy policy) {
        return PolicyDecisions.read(policy);
    }

    /** An offer of a dataset under these terms, as EDC sends it. */
    public static org.eclipse.edc.policy.model.Policy offer(Policy terms, String dataset, String provider) {
        return EdcPolicies.of(terms, PolicyType.OFFER, true).toBuilder()
                .target(dataset)
                .assigner(provider)
                .build();
    }
}
