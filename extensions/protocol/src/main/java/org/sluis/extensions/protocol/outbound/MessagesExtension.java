// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowManager;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.message.RemoteMessageDispatcherRegistry;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.protocol.leases.MachineLeases;

/** Replaces how EDC sends messages and starts data flows by ways that retry. */
@Extension("Sluis: retried messages")
public final class MessagesExtension implements ServiceExtension {

    @Inject
    private RemoteMessageDispatcherRegistry dispatchers;

    @Inject
    private DataFlowManager dataFlows;

    @Inject
    private InFlight inFlight;

    @Inject
    private MachineLeases machineLeases;

    /** Messages to peers. */
    @Provider
    public RemoteMessageDispatcherRegistry remoteMessageDispatcherRegistry() {
        return new RetriedMessages(dispatchers, inFlight, machineLeases);
    }

    /** Data flows of transfers. */
    @Provider
    public DataFlowManager dataFlowManager() {
        return new RetriedDataFlows(dataFlows);
    }
}
