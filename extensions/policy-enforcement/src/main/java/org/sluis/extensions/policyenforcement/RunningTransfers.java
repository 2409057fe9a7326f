// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Verdict;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** Why a started transfer must stop. */
final class RunningTransfers implements PolicyMonitor.RunningDecision {

    private final ContractNegotiationStore negotiations;
    private final FrozenAgreements frozen;
    private final AgreementDecisions decisions;

    RunningTransfers(ContractNegotiationStore negotiations, FrozenAgreements frozen, AgreementDecisions decisions) {
        this.negotiations = negotiations;
        this.frozen = frozen;
        this.decisions = decisions;
    }

    @Override
    public Optional<String> stop(TransferProcess transfer) throws RecordUnavailableException {
        ContractAgreement concluded = negotiations.findContractAgreement(transfer.getContractId());
        if (concluded == null) {
            return Optional.of("the agreement of this transfer does not exist");
        }
        return transfer.getType() == TransferProcess.Type.PROVIDER
                ? stopAsProvider(concluded)
                : stopAsConsumer(concluded);
    }

    private Optional<String> stopAsProvider(ContractAgreement concluded) throws RecordUnavailableException {
        Verdict verdict = decisions.running(concluded);
        return verdict.allows() ? Optional.empty() : Optional.of(PolicyDecisions.text(verdict.decision()));
    }

    /** The consumer's own facts are not the provider's; it only knows whether the agreement still stands. */
    private Optional<String> stopAsConsumer(ContractAgreement concluded) {
        Optional<Agreement> agreement = frozen.of(concluded);
        if (agreement.filter(known -> known.state() == AgreementState.ACTIVE).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(agreement.flatMap(Agreement::endReason).orElse("the agreement is not known here"));
    }
}
