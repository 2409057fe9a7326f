// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.transfer.spi.observe.TransferProcessListener;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.spi.EdcException;
import org.sluis.policies.decision.Facts.AgreementState;

/** Undoes the creation of a transfer, on either side, when there is no active frozen agreement: both run in a transaction. */
final class FrozenFirst implements TransferProcessListener {

    private final FrozenAgreements frozen;
    private final ContractNegotiationStore negotiations;

    FrozenFirst(FrozenAgreements frozen, ContractNegotiationStore negotiations) {
        this.frozen = frozen;
        this.negotiations = negotiations;
    }

    @Override
    public void initiated(TransferProcess process) {
        ContractAgreement agreement = negotiations.findContractAgreement(process.getContractId());
        boolean active = agreement != null
                && frozen.of(agreement)
                        .filter(known -> known.state() == AgreementState.ACTIVE)
                        .isPresent();
        if (!active) {
            throw new EdcException("no transfer is created: there is no active agreement " + process.getContractId());
        }
    }
}
