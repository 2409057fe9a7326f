// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.participantcontext.spi.identity.ParticipantIdentityResolver;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.sql.QueryExecutor;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.protocol.leases.CallLeases;
import org.sluis.extensions.protocol.leases.Leases;
import org.sluis.extensions.protocol.leases.MachineLeases;
import org.sluis.extensions.protocol.machines.Machine;
import org.sluis.extensions.protocol.machines.WakeUps;
import org.sluis.extensions.protocol.outbound.InFlight;
import org.sluis.extensions.protocol.transactions.Commits;
import org.sluis.policies.usage.HeardPeers;
import org.sluis.policies.usage.Outbox;

/** Replaces EDC's stores of negotiations and transfers by durable ones around them. */
@Extension("Sluis: durable negotiations and transfers")
public final class StoresExtension implements ServiceExtension {

    @Setting(
            description = "Hours for which a message is sent again to a peer that cannot be reached",
            key = "sluis.protocol.retry-hours",
            defaultValue = "72")
    private long retryHours;

    @Setting(
            description = "Milliseconds before the second attempt of a step of a consumer's negotiation",
            key = "edc.negotiation.consumer.send.retry.base-delay.ms",
            defaultValue = "1000")
    private long consumerDelay;

    @Setting(
            description = "Milliseconds before the second attempt of a step of a provider's negotiation",
            key = "edc.negotiation.provider.send.retry.base-delay.ms",
            defaultValue = "1000")
    private long providerDelay;

    @Setting(
            description = "Milliseconds before the second attempt of a step of a transfer",
            key = "edc.transfer.send.retry.base-delay.ms",
            defaultValue = "1000")
    private long transferDelay;

    @Inject
    private ContractNegotiationStore negotiations;

    @Inject
    private TransferProcessStore transfers;

    @Inject
    private ParticipantIdentityResolver identities;

    @Inject
    private TransactionContext transactions;

    @Inject
    private DataSourceRegistry dataSources;

    @Inject
    private QueryExecutor queries;

    @Inject
    private Commits commits;

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    @Inject
    private Leases leases;

    @Inject
    private MachineLeases machineLeases;

    @Inject
    private InFlight inFlight;

    @Inject
    private WakeUps wakeUps;

    @Inject
    private Monitor monitor;

    @Inject(required = false)
    private HeardPeers heardPeers;

    private final CallLeases callLeases = new CallLeases();
    private WaitingAttempts waitingAttempts;

    /** Attempts at peers that did not answer. */
    @Provider
    public synchronized WaitingAttempts waitingAttempts() {
        if (waitingAttempts == null) {
            var rows = new RowsOfPeers(dataSources, transactions, Duration.ofHours(retryHours), clock, wakeUps::look);
            waitingAttempts = new WaitingAttempts(rows::makeDue, clock, monitor);
        }
        return waitingAttempts;
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        if (heardPeers != null) {
            heardPeers.onHeard(waitingAttempts()::heard);
        }
    }

    @Override
    public void shutdown() {
        waitingAttempts().close();
    }

    /** Leases taken by the call that is running. */
    @Provider
    public CallLeases callLeases() {
        return callLeases;
    }

    /** Negotiations that lose nothing. */
    @Provider
    public ContractNegotiationStore negotiationStore() {
        return new DurableNegotiations(
                negotiations, new AgreementDrafts(identities, clock), guards(), rows(DurableNegotiations.TABLE));
    }

    /** Transfers that lose nothing. */
    @Provider
    public TransferProcessStore transferStore() {
        return new DurableTransfers(transfers, guards(), rows(DurableTransfers.TABLE));
    }

    private StoreGuards guards() {
        var age = new RetryAge(Duration.ofHours(retryHours), clock, dataSources, queries);
        var states = new StateOutbox(dataSources, commits, outbox::added);
        return new StoreGuards(
                transactions,
                leases,
                callLeases,
                machineLeases,
                inFlight,
                age,
                delays(),
                waitingAttempts(),
                wakeUps,
                commits,
                states);
    }

    private DueRows rows(DueRows.Table table) {
        return new DueRows(table, dataSources, leases, delays(), clock);
    }

    private RetryDelays delays() {
        return new RetryDelays(Map.of(
                Machine.CONSUMER_NEGOTIATIONS, consumerDelay,
                Machine.PROVIDER_NEGOTIATIONS, providerDelay,
                Machine.TRANSFERS, transferDelay));
    }
}
