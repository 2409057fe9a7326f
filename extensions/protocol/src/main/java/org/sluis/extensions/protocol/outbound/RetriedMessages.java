// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.util.concurrent.CompletableFuture;
import org.eclipse.edc.spi.message.RemoteMessageDispatcher;
import org.eclipse.edc.spi.message.RemoteMessageDispatcherRegistry;
import org.eclipse.edc.spi.response.StatusResult;
import org.eclipse.edc.spi.types.domain.message.ProcessRemoteMessage;
import org.eclipse.edc.spi.types.domain.message.RemoteMessage;
import org.sluis.extensions.protocol.leases.MachineLeases;

/**
 * Sends messages so that a failure before the wire, such as a database that is away, is retried like one on the wire.
 *
 * <p>EDC ends the process when the dispatcher throws.
 */
public final class RetriedMessages implements RemoteMessageDispatcherRegistry {

    private final RemoteMessageDispatcherRegistry dispatchers;
    private final InFlight inFlight;
    private final MachineLeases machineLeases;

    RetriedMessages(RemoteMessageDispatcherRegistry dispatchers, InFlight inFlight, MachineLeases machineLeases) {
        this.machineLeases = machineLeases;
        this.dispatchers = dispatchers;
        this.inFlight = inFlight;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void register(String protocol, RemoteMessageDispatcher dispatcher) {
        dispatchers.register(protocol, dispatcher);
    }

    @Override
    public <T> CompletableFuture<StatusResult<T>> dispatch(
            String participantContextId, Class<T> responseType, RemoteMessage message) {
        if (message instanceof ProcessRemoteMessage ours) {
            machineLeases.settled(ours.getConsumerPid());
            machineLeases.settled(ours.getProviderPid());
        }
        try {
            return inFlight.count(() -> dispatchers.dispatch(participantContextId, responseType, message));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
