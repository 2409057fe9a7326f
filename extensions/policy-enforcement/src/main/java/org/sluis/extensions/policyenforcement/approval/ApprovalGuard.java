// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.ContractNegotiationPendingGuard;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.spi.monitor.Monitor;

/**
 * Holds each negotiation that may not simply go on; what becomes of it is settled elsewhere. EDC asks before every step of either
 * side.
 */
public final class ApprovalGuard implements ContractNegotiationPendingGuard {

    private final Rulings rulings;
    private final Runnable held;
    private final Monitor monitor;

    /** {@code held} is told that something will wait from a moment after the call on. */
    ApprovalGuard(Rulings rulings, Runnable held, Monitor monitor) {
        this.rulings = rulings;
        this.held = held;
        this.monitor = monitor;
    }

    @Override
    public boolean test(ContractNegotiation negotiation) {
        if (!Rulings.isDue(negotiation)) {
            return false;
        }
        try {
            var ruling = rulings.of(negotiation);
            if (ruling instanceof Ruling.Proceed) {
                return false;
            }
            if (ruling instanceof Ruling.Undecided undecided) {
                monitor.severe("Negotiation " + negotiation.getId()
                        + " waits, because what follows could not be decided: " + undecided.error());
            }
            held.run();
        } catch (Throwable e) {
            // INVARIANT: nothing is concluded because of a failure, and EDC's state machine never sees one
            return true;
        }
        return true;
    }
}
