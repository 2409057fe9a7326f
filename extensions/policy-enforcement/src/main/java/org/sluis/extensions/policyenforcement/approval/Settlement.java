// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.policyenforcement.EdcTerms;
import org.sluis.policies.odrl.Policy;

/**
 * Makes what was ruled so. Every step out of waiting is made here, in one transaction that takes the negotiation, looks at it
 * again, and saves its new state together with the end of the waiting.
 */
final class Settlement {

    private final ContractNegotiationStore store;
    private final OpenNegotiations open;
    private final TransactionContext transactions;
    private final Rulings rulings;
    private final String ownId;
    private final Monitor monitor;

    Settlement(
            ContractNegotiationStore store,
            TransactionContext transactions,
            Rulings rulings,
            String ownId,
            Monitor monitor) {
        this.store = store;
        this.open = new OpenNegotiations(store);
        this.transactions = transactions;
        this.rulings = rulings;
        this.ownId = ownId;
        this.monitor = monitor;
    }

    /** Settles all that can be settled now; throws nothing. */
    void all() {
        try {
            open.held().forEach(this::settle);
        } catch (Throwable e) {
            monitor.severe("The negotiations that wait could not be looked at; they are again soon", e);
        }
    }

    /** Settles one negotiation if it can be settled now; throws nothing. What somebody else works on is settled another time. */
    void settle(ContractNegotiation seen) {
        try {
            if (isToBeSaved(seen)) {
                transactions.execute(() -> change(seen));
            }
        } catch (Throwable e) {
            monitor.severe("Negotiation " + seen.getId() + " could not be settled; it is tried again soon", e);
        }
    }

    private boolean isToBeSaved(ContractNegotiation seen) {
        return !Rulings.isDue(seen) || !seen.isPending() || !waits(rulings.asked(seen));
    }

    private static boolean waits(Ruling ruling) {
        return ruling instanceof Ruling.Ask || ruling instanceof Ruling.Undecided;
    }

    private void change(ContractNegotiation seen) {
        var leased = store.findByIdAndLease(seen.getId());
        if (leased.failed()) {
            return;
        }
        var negotiation = leased.getContent();
        // Between the look and the lease the peer may have sent something.
        if (Proposal.question(negotiation).equals(Proposal.question(seen))) {
            apply(negotiation);
        }
        store.save(negotiation);
    }

    private void apply(ContractNegotiation negotiation) {
        if (!Rulings.isDue(negotiation)) {
            // EDC's own command to terminate leaves it waiting, and then the partner is never told.
            negotiation.setPending(false);
            return;
        }
        var ruling = rulings.of(negotiation);
        negotiation.setPending(waits(ruling));
        if (ruling instanceof Ruling.Refuse refuse) {
            negotiation.transitionTerminating(refuse.reason());
        } else if (ruling instanceof Ruling.Counter counter) {
            negotiation.addContractOffer(offer(negotiation, counter.terms()));
            negotiation.transitionOffering();
        } else if (ruling instanceof Ruling.Proceed
                && negotiation.getState() == ContractNegotiationStates.OFFERED.code()) {
            negotiation.transitionAccepting();
        }
    }

    private ContractOffer offer(ContractNegotiation negotiation, Policy terms) {
        var last = negotiation.getLastContractOffer();
        return ContractOffer.Builder.newInstance()
                .id(last.getId())
                .assetId(last.getAssetId())
                .policy(EdcTerms.offer(terms, last.getAssetId(), ownId))
                .build();
    }

    /** Ends a negotiation that waits for the partner; false if it went on meanwhile. */
    boolean withdraw(ContractNegotiation seen, String reason) {
        return transactions.execute(() -> {
            var leased = store.findByIdAndLease(seen.getId());
            if (leased.failed()) {
                return false;
            }
            var negotiation = leased.getContent();
            var same = Proposal.question(negotiation).equals(Proposal.question(seen));
            if (same) {
                negotiation.setPending(false);
                negotiation.transitionTerminating(reason);
            }
            store.save(negotiation);
            return same;
        });
    }
}
