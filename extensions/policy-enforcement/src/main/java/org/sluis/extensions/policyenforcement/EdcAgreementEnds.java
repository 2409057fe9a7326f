// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.Optional;
import org.eclipse.edc.spi.monitor.Monitor;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.Agreements;

/** Ends an agreement first, then tells EDC; what EDC does not terminate now, the policy monitor does. */
final class EdcAgreementEnds implements AgreementEnds {

    private final Agreements agreements;
    private final AgreementTransfers transfers;
    private final Monitor monitor;

    EdcAgreementEnds(Agreements agreements, AgreementTransfers transfers, Monitor monitor) {
        this.agreements = agreements;
        this.transfers = transfers;
        this.monitor = monitor;
    }

    @Override
    public boolean end(String agreementId, String reason, String principal) {
        Optional<Agreement> agreement = agreements.find(agreementId);
        if (agreement.isEmpty()) {
            return false;
        }
        AgreementState state = agreement.get().side() == Side.PROVIDER ? AgreementState.REVOKED : AgreementState.ENDED;
        if (!agreements.end(agreementId, state, reason)) {
            return false;
        }
        monitor.info("Agreement " + agreementId + " was ended by " + principal + ".");
        for (String contract : transfers.contracts(agreementId)) {
            transfers.terminate(contract, reason);
        }
        return true;
    }
}
