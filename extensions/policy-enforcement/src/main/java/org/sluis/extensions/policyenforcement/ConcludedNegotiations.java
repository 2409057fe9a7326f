// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.observe.ContractNegotiationListener;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.spi.monitor.Monitor;

/** Freezes each agreement in the step that makes it binding: verified for the provider, finalised for the consumer. */
final class ConcludedNegotiations implements ContractNegotiationListener {

    private final FrozenAgreements frozen;
    private final Monitor monitor;

    ConcludedNegotiations(FrozenAgreements frozen, Monitor monitor) {
        this.frozen = frozen;
        this.monitor = monitor;
    }

    // These two run inside the transaction that stores the peer's message: if the agreement cannot be frozen the
    // message is
    // refused, and the peer sends it again.
    @Override
    public void verified(ContractNegotiation negotiation) {
        if (negotiation.getType() == ContractNegotiation.Type.PROVIDER) {
            frozen.freeze(negotiation);
        }
    }

    @Override
    public void finalized(ContractNegotiation negotiation) {
        if (negotiation.getType() == ContractNegotiation.Type.CONSUMER) {
            frozen.freeze(negotiation);
        }
    }

    @Override
    public void terminated(ContractNegotiation negotiation) {
        try {
            frozen.end(negotiation);
        } catch (Throwable e) {
            // A state machine of EDC that sees an error stops for good; the sweep at the next start ends the agreement.
            monitor.severe("The agreement of terminated negotiation " + negotiation.getId() + " could not be ended", e);
        }
    }
}
