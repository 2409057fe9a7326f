// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import java.time.Duration;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationProtocolService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessProtocolService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.protocol.leases.CallLeases;
import org.sluis.extensions.protocol.leases.Leases;
import org.sluis.extensions.protocol.stores.WaitingAttempts;

/** Replaces EDC's protocol services by ones that wait for our own steps and know what they handled. */
@Extension("Sluis: patient protocol services")
public final class ReceptionExtension implements ServiceExtension {

    @Setting(
            description = "Seconds a message may wait for our own step before it; below a peer's patience",
            key = "sluis.protocol.wait-seconds",
            defaultValue = "10")
    private long waitSeconds;

    @Setting(
            description = "Messages that may wait at the same time",
            key = "sluis.protocol.messages-waiting",
            defaultValue = "64")
    private int messagesWaiting;

    @Inject
    private ContractNegotiationProtocolService negotiationProtocol;

    @Inject
    private TransferProcessProtocolService transferProtocol;

    @Inject
    private ContractNegotiationStore negotiations;

    @Inject
    private TransferProcessStore transfers;

    @Inject
    private WaitingAttempts waitingAttempts;

    @Inject
    private CallLeases callLeases;

    @Inject
    private Leases leases;

    private Patience patience;

    /** Messages about negotiations. */
    @Provider
    public ContractNegotiationProtocolService contractNegotiationProtocolService() {
        return new PatientNegotiations(
                negotiationProtocol,
                negotiations,
                reception("edc_contract_negotiation"),
                new FirstRequests(Duration.ofSeconds(waitSeconds)),
                waitingAttempts::heard);
    }

    /** Messages about transfers. */
    @Provider
    public TransferProcessProtocolService transferProcessProtocolService() {
        return new PatientTransfers(
                transferProtocol,
                transfers,
                negotiations,
                reception("edc_transfer_process"),
                new FirstRequests(Duration.ofSeconds(waitSeconds)));
    }

    private Reception reception(String kind) {
        if (patience == null) {
            patience = new Patience(Duration.ofSeconds(waitSeconds), messagesWaiting);
        }
        return new Reception(kind, patience, callLeases, leases);
    }
}
