// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowManager;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.message.RemoteMessageDispatcherRegistry;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.protocol.leases.MachineLeases;
import org.sluis.extensions.protocol.stores.WaitingAttempts;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;

/** Replaces how EDC sends messages and starts data flows by ways that retry. */
@Extension("Sluis: retried messages")
public final class MessagesExtension implements ServiceExtension {

    private static final int SEALING_THREADS = 8;

    @Inject
    private RemoteMessageDispatcherRegistry dispatchers;

    @Inject
    private DataFlowManager dataFlows;

    @Inject
    private InFlight inFlight;

    @Inject
    private MachineLeases machineLeases;

    @Inject
    private WaitingAttempts waitingAttempts;

    @Inject
    private Agreements agreements;

    @Inject
    private AgreementSeals seals;

    private final ExecutorService threads = Executors.newFixedThreadPool(SEALING_THREADS, task -> {
        var thread = new Thread(task, "sluis-seal-first");
        thread.setDaemon(true);
        return thread;
    });

    /** Messages to peers. */
    @Provider
    public RemoteMessageDispatcherRegistry remoteMessageDispatcherRegistry() {
        return new RetriedMessages(
                dispatchers,
                inFlight,
                machineLeases,
                waitingAttempts::heard,
                new SealedFirst(agreements, seals, threads));
    }

    /** Data flows of transfers. */
    @Provider
    public DataFlowManager dataFlowManager() {
        return new RetriedDataFlows(dataFlows);
    }

    @Override
    public void shutdown() {
        threads.shutdownNow();
    }
}
