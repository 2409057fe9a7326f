// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.List;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.Agreements;

/** Ends an agreement first, then tells EDC; what EDC does not terminate now, the policy monitor does. */
final class EdcAgreementEnds implements AgreementEnds {

    private final Agreements agreements;
    private final ContractNegotiationStore negotiations;
    private final TransferProcessStore transfers;
    private final TransferProcessService transferService;
    private final Monitor monitor;

    EdcAgreementEnds(
            Agreements agreements,
            ContractNegotiationStore negotiations,
            TransferProcessStore transfers,
            TransferProcessService transferService,
            Monitor monitor) {
        this.agreements = agreements;
        this.negotiations = negotiations;
        this.transfers = transfers;
        this.transferService = transferService;
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
        for (TransferProcess transfer : transfers(agreementId)) {
            terminate(transfer, reason);
        }
        return true;
    }

    private void terminate(TransferProcess transfer, String reason) {
        if (TransferProcessStates.isFinal(transfer.getState())) {
            return;
        }
        var result = transferService.terminate(new TerminateTransferCommand(transfer.getId(), reason));
        if (result.failed()) {
            monitor.warning("Transfer " + transfer.getId() + " of an ended agreement is not terminated yet: "
                    + result.getFailureDetail());
        }
    }

    private List<TransferProcess> transfers(String agreementId) {
        List<String> contracts;
        try (var found = negotiations.queryAgreements(where("agreementId", agreementId))) {
            contracts = found.map(ContractAgreement::getId).toList();
        }
        return contracts.stream()
                .flatMap(contract -> {
                    try (var found = transfers.findAll(where("contractId", contract))) {
                        return found.toList().stream();
                    }
                })
                .toList();
    }

    private static QuerySpec where(String field, String value) {
        return QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion(field, "=", value))
                .limit(Integer.MAX_VALUE)
                .build();
    }
}
