// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.ContractNegotiationPendingGuard;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.TransferProcessPendingGuard;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;

/** Holds processes where a test wants the connector to wait, besides those that the product holds. */
public final class SuiteGuardsExtension implements ServiceExtension {

    @Inject
    private ContractNegotiationPendingGuard product;

    @Override
    public String name() {
        return "DSP conformance suite: guards";
    }

    @Provider
    public ContractNegotiationPendingGuard negotiations() {
        var stock = product;
        return negotiation -> Script.holds(
                        PlayedNegotiations.about(negotiation),
                        ContractNegotiationStates.from(negotiation.getState()).name())
                || stock.test(negotiation);
    }

    @Provider
    public TransferProcessPendingGuard transfers() {
        return process -> Script.holds(
                process.getContractId(),
                TransferProcessStates.from(process.getState()).name());
    }
}
