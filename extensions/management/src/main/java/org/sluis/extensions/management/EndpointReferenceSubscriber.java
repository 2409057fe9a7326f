// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.services.spi.contractagreement.ContractAgreementService;
import org.eclipse.edc.connector.controlplane.transfer.spi.event.TransferProcessCompleted;
import org.eclipse.edc.connector.controlplane.transfer.spi.event.TransferProcessEvent;
import org.eclipse.edc.connector.controlplane.transfer.spi.event.TransferProcessStarted;
import org.eclipse.edc.connector.controlplane.transfer.spi.event.TransferProcessSuspended;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.spi.event.Event;
import org.eclipse.edc.spi.event.EventEnvelope;
import org.eclipse.edc.spi.event.EventSubscriber;
import org.eclipse.edc.spi.types.domain.DataAddress;

/** Keeps the endpoint of each transfer that a provider started for us, and forgets it when the transfer is over. */
final class EndpointReferenceSubscriber implements EventSubscriber {

    private final EndpointReferences references;
    private final ContractAgreementService agreements;
    private final Clock clock;

    EndpointReferenceSubscriber(EndpointReferences references, ContractAgreementService agreements, Clock clock) {
        this.references = references;
        this.agreements = agreements;
        this.clock = clock;
    }

    @Override
    public <E extends Event> void on(EventEnvelope<E> event) {
        if (!(event.getPayload() instanceof TransferProcessEvent transfer)
                || !TransferProcess.Type.CONSUMER.name().equals(transfer.getType())) {
            return;
        }
        if (transfer instanceof TransferProcessStarted started && started.getDataAddress() != null) {
            references.save(reference(started));
        } else if (transfer instanceof TransferProcessCompleted || transfer instanceof TransferProcessSuspended) {
            // The endpoint of a terminated transfer is kept: asked once more, the provider says there why it ended.
            references.remove(transfer.getTransferProcessId());
        }
    }

    private EndpointReference reference(TransferProcessStarted started) {
        var address = started.getDataAddress();
        var agreement = agreements.findById(started.getContractId());
        return new EndpointReference(
                started.getTransferProcessId(),
                agreement == null ? started.getContractId() : agreement.getAgreementId(),
                address.getStringProperty("endpoint", ""),
                address.getStringProperty("authorization", ""),
                clock.instant(),
                expiry(address));
    }

    /** Absent when the provider says nothing that can be read; then its 401 tells. */
    private static Optional<Instant> expiry(DataAddress address) {
        try {
            return Optional.ofNullable(address.getStringProperty("expiresAt")).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
