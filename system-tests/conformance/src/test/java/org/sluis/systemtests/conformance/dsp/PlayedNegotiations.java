// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import java.util.List;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.command.TerminateNegotiationCommand;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.policyenforcement.approval.Inbox;
import org.sluis.extensions.policyenforcement.approval.Inbox.Word;
import org.sluis.systemtests.conformance.dsp.Player.Open;
import org.sluis.systemtests.conformance.dsp.Script.Deed;

/** What the connector says in negotiations: through the product's inbox wherever the inbox can say it. */
record PlayedNegotiations(
        ContractNegotiationStore store,
        TransactionContext transactions,
        ContractNegotiationService service,
        Inbox inbox)
        implements Player.Stage {

    private static final int MOST = 1_000;

    @Override
    public List<Open> open() {
        var query = QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion("state", "<", ContractNegotiationStates.FINALIZED.code()))
                .limit(MOST)
                .build();
        try (var found = store.queryNegotiations(query)) {
            return found.map(negotiation -> new Open(
                            negotiation.getId(),
                            about(negotiation),
                            state(negotiation),
                            negotiation.getStateTimestamp()))
                    .toList();
        }
    }

    @Override
    public boolean act(Open process, Deed deed) {
        return switch (deed) {
            case APPROVE -> say(process, new Word.Approve(Optional.empty()));
            case REFUSE -> say(process, new Word.Refuse("the suite wants it so"));
            case OFFER ->
                inbox.find(process.id())
                        .filter(entry ->
                                say(process, new Word.Counter(entry.terms().policy(), Optional.empty())))
                        .isPresent();
            case TERMINATE ->
                service.terminate(new TerminateNegotiationCommand(process.id(), "the suite wants it so"))
                        .succeeded();
            case REQUEST -> transactions.execute(() -> request(process));
            case HOLD, COMPLETE, SUSPEND, RESUME ->
                throw new IllegalStateException(deed + " is nothing to do in a negotiation");
        };
    }

    private boolean say(Open process, Word word) {
        return inbox.find(process.id())
                .map(entry -> inbox.say(process.id(), entry.digest(), word, "suite"))
                .filter(Inbox.Outcome.Done.class::isInstance)
                .isPresent();
    }

    /** Asks again for what was asked for. The product has no word for this: its people answer an offer with yes or no. */
    private boolean request(Open process) {
        var leased = store.findByIdAndLease(process.id());
        if (leased.failed()) {
            return false;
        }
        var negotiation = leased.getContent();
        negotiation.transitionRequesting();
        negotiation.setPending(false);
        store.save(negotiation);
        return true;
    }

    static String about(ContractNegotiation negotiation) {
        return negotiation.getLastContractOffer() == null
                ? ""
                : negotiation.getLastContractOffer().getAssetId();
    }

    private static String state(ContractNegotiation negotiation) {
        return ContractNegotiationStates.from(negotiation.getState()).name();
    }
}
