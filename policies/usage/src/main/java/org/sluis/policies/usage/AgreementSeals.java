// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Duration;
import java.util.Optional;

/** Whether both sides of an agreement signed what they agreed on and where each logs it. */
public interface AgreementSeals {

    /** Whether no data may flow before the seal: the other party keeps a policy log. True while that cannot be known. */
    boolean required(Agreement agreement);

    /** Whether the agreement is sealed and our log says so. */
    boolean isSealed(String agreementId);

    /**
     * As the agreement's consumer: sees to the seal now.
     *
     * @param patience longest wait
     * @return why data cannot flow yet, in words for people; empty when it may
     */
    Optional<String> await(Agreement agreement, Duration patience);

    /** Without a policy log there are no seals and none is required. */
    static AgreementSeals withoutPolicyLog() {
        return new AgreementSeals() {
            @Override
            public boolean required(Agreement agreement) {
                return false;
            }

            @Override
            public boolean isSealed(String agreementId) {
                return false;
            }

            @Override
            public Optional<String> await(Agreement agreement, Duration patience) {
                return Optional.empty();
            }
        };
    }
}
