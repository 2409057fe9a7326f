// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

/** Ends agreements; DSP knows no termination of an agreement, so ending one is each side's own act. */
public interface AgreementEnds {

    /**
     * Ends an active agreement for good and terminates its transfers with the reason. Every release that is asked for after this
     * returns is denied.
     *
     * @param agreementId the identifier both sides use
     * @param reason in plain words; the peer sees it
     * @param principal who ends it, for our own record
     * @return false if there is no such agreement or it was not active
     */
    boolean end(String agreementId, String reason, String principal);
}
