// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
import org.eclipse.edc.spi.query.SortOrder;

/** The transfers under agreements: which there are, and their end. */
final class AgreementTransfers {

    private static final int PAGE = 500;

    private final ContractNegotiationStore negotiations;
    private final TransferProcessStore transfers;
    private final TransferProcessService service;
    private final Monitor monitor;

    AgreementTransfers(
            ContractNegotiationStore negotiations,
            TransferProcessStore transfers,
            TransferProcessService service,
            Monitor monitor) {
        this.negotiations = negotiations;
        this.transfers = transfers;
        this.service = service;
        this.monitor = monitor;
    }

    /** EDC's own keys of the agreements under which a transfer runs. */
    Set<String> running() {
        Set<String> contracts = new LinkedHashSet<>();
        int offset = 0;
        List<TransferProcess> page;
        do {
            page = started(offset);
            page.forEach(transfer -> contracts.add(transfer.getContractId()));
            offset += page.size();
        } while (page.size() == PAGE);
        return contracts;
    }

    private List<TransferProcess> started(int offset) {
        QuerySpec query = QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion("state", "=", TransferProcessStates.STARTED.code()))
                .sortField("createdAt")
                .sortOrder(SortOrder.ASC)
                .offset(offset)
                .limit(PAGE)
                .build();
        try (var found = transfers.findAll(query)) {
            return found.toList();
        }
    }

    /** EDC's own keys of an agreement. */
    List<String> contracts(String agreementId) {
        try (var found = negotiations.queryAgreements(where("agreementId", agreementId))) {
            return found.map(ContractAgreement::getId).toList();
        }
    }

    /**
     * Terminates every transfer under an agreement that is not over; the other side gets the reason.
     *
     * @param contract EDC's own key of the agreement
     * @return whether none is left to terminate
     */
    boolean terminate(String contract, String reason) {
        List<TransferProcess> open;
        try (var found = transfers.findAll(where("contractId", contract))) {
            open = found.filter(transfer -> transfer.getState() < TransferProcessStates.COMPLETING.code())
                    .toList();
        }
        boolean all = true;
        for (TransferProcess transfer : open) {
            all &= terminate(transfer, reason);
        }
        return all;
    }

    private boolean terminate(TransferProcess transfer, String reason) {
        var result = service.terminate(new TerminateTransferCommand(transfer.getId(), reason));
        if (result.failed()) {
            monitor.warning("Transfer " + transfer.getId() + " is not stopped yet: " + result.getFailureDetail());
        }
        return result.succeeded();
    }

    private static QuerySpec where(String field, String value) {
        return QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion(field, "=", value))
                .limit(Integer.MAX_VALUE)
                .build();
    }
}
