// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.services.spi.contractagreement.ContractAgreementService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferRequest;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Partner;

/** Keeps at most one running pull transfer for each agreement, and its endpoint at hand; asks for pushes. */
final class Transfers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final int LOCKS = 64;

    private final EndpointReferences references;
    private final TransferProcessService transfers;
    private final ContractAgreementService agreements;
    private final SingleParticipantContextSupplier participant;
    private final Clock clock;
    private final Object[] locks = new Object[LOCKS];

    Transfers(
            EndpointReferences references,
            TransferProcessService transfers,
            ContractAgreementService agreements,
            SingleParticipantContextSupplier participant,
            Clock clock) {
        this.references = references;
        this.transfers = transfers;
        this.agreements = agreements;
        this.participant = participant;
        this.clock = clock;
        for (var i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** An endpoint whose token still lasts, from the running transfer or from a new one. */
    EndpointReference endpoint(Agreement agreement, Partner provider) {
        synchronized (lock(agreement)) {
            var newest = references.newest(agreement.id());
            if (newest.filter(this::lasts).isPresent()) {
                return newest.get();
            }
            newest.ifPresent(this::complete);
            return start(agreement, provider);
        }
    }

    /** An endpoint other than this one, which the provider no longer takes. */
    EndpointReference renewed(EndpointReference old, Agreement agreement, Partner provider) {
        synchronized (lock(agreement)) {
            var newest = references.newest(agreement.id()).filter(this::lasts);
            if (newest.isPresent() && !newest.get().transfer().equals(old.transfer())) {
                return newest.get();
            }
            var renewed = start(agreement, provider);
            complete(old);
            return renewed;
        }
    }

    /** Whether the provider has ended the transfer of this endpoint. */
    boolean isOver(EndpointReference reference) {
        var transfer = transfers.findById(reference.transfer());
        return transfer == null || transfer.getState() >= TransferProcessStates.TERMINATING.code();
    }

    private Object lock(Agreement agreement) {
        return locks[Math.floorMod(agreement.id().hashCode(), LOCKS)];
    }

    private boolean lasts(EndpointReference reference) {
        return reference
                .expiresAt()
                .map(end -> clock.instant().plus(MARGIN).isBefore(end))
                .orElse(true);
    }

    private void complete(EndpointReference reference) {
        references.remove(reference.transfer());
        // The provider may have ended the transfer already; that is what we want too.
        transfers.complete(reference.transfer());
    }

    private EndpointReference start(Agreement agreement, Partner provider) {
        var id = initiate(
                request(agreement, provider).transferType("HttpData-PULL").build());
        return Waiting.until(PATIENCE, () -> started(id, agreement, provider))
                .orElseThrow(() -> new Refusal(
                        504,
                        "Partner too slow",
                        provider.name() + " has not started transfer " + id + " within " + PATIENCE.toSeconds()
                                + " s"));
    }

    /** Asks the provider to bring the data to a destination; our transfer process. */
    String push(Agreement agreement, Partner provider, DataAddress destination) {
        return initiate(request(agreement, provider)
                .transferType("HttpData-PUSH")
                .dataDestination(destination)
                .build());
    }

    /** What to say when the provider ended a transfer, or completed it. */
    Optional<Refusal> ended(String id, Agreement agreement, Partner provider) {
        return Optional.ofNullable(transfers.findById(id))
                .filter(transfer -> transfer.getState() >= TransferProcessStates.COMPLETING.code())
                .map(transfer -> refused(transfer, agreement, provider));
    }

    /** Ends a transfer that nobody waits for any more. */
    void giveUp(String id, String reason) {
        transfers.terminate(new TerminateTransferCommand(id, reason));
    }

    private TransferRequest.Builder request(Agreement agreement, Partner provider) {
        return TransferRequest.Builder.newInstance()
                .protocol(RemoteCatalog.PROTOCOL)
                .counterPartyAddress(RemoteCatalog.address(provider))
                .contractId(localId(agreement));
    }

    private String initiate(TransferRequest request) {
        var context = participant
                .get()
                .orElseThrow(failure -> new IllegalStateException("no participant: " + failure.getFailureDetail()));
        try {
            return Shares.orRefuse(transfers.initiateTransfer(context, request), "the transfer")
                    .getId();
        } catch (EdcException e) {
            // The agreement may have ended this moment.
            throw new Refusal(409, "No transfer", e.getMessage());
        }
    }

    private Optional<EndpointReference> started(String id, Agreement agreement, Partner provider) {
        var reference = references.findByTransfer(id);
        if (reference.isEmpty()) {
            var transfer = transfers.findById(id);
            if (transfer != null && transfer.getState() >= TransferProcessStates.COMPLETING.code()) {
                throw refused(transfer, agreement, provider);
            }
        }
        return reference;
    }

    private static Refusal refused(TransferProcess transfer, Agreement agreement, Partner provider) {
        return new Refusal(
                403,
                "Transfer refused",
                provider.name() + " refused data under agreement " + agreement.id() + ": "
                        + Optional.ofNullable(transfer.getErrorDetail()).orElse("no reason given"));
    }

    /** EDC's own key of the agreement; the identifier that both sides use is another one. */
    private String localId(Agreement agreement) {
        var query = QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion("agreementId", "=", agreement.id()))
                .limit(1)
                .build();
        return Shares.orRefuse(agreements.search(query), "the agreement").stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("no agreement " + agreement.id()))
                .getId();
    }
}
