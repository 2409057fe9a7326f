// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractOfferMessage;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.protocol.TransferRequestMessage;
import org.eclipse.edc.http.spi.EdcHttpClientException;
import org.eclipse.edc.spi.message.RemoteMessageDispatcher;
import org.eclipse.edc.spi.message.RemoteMessageDispatcherRegistry;
import org.eclipse.edc.spi.response.ResponseStatus;
import org.eclipse.edc.spi.response.StatusResult;
import org.eclipse.edc.spi.types.domain.message.ProcessRemoteMessage;
import org.eclipse.edc.spi.types.domain.message.ProtocolRemoteMessage;
import org.eclipse.edc.spi.types.domain.message.RemoteMessage;
import org.sluis.extensions.protocol.leases.MachineLeases;

/**
 * Sends messages so that a failure before the wire, such as a database that is away, is retried like one on the wire.
 *
 * <p>EDC ends the process when the dispatcher throws.
 */
public final class RetriedMessages implements RemoteMessageDispatcherRegistry {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final RemoteMessageDispatcherRegistry dispatchers;
    private final InFlight inFlight;
    private final MachineLeases machineLeases;
    private final Consumer<String> answered;
    private final SealedFirst sealedFirst;

    /** {@code answered} is told the id of each participant that took a message. */
    RetriedMessages(
            RemoteMessageDispatcherRegistry dispatchers,
            InFlight inFlight,
            MachineLeases machineLeases,
            Consumer<String> answered,
            SealedFirst sealedFirst) {
        this.answered = answered;
        this.sealedFirst = sealedFirst;
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
        if (message instanceof TransferRequestMessage request) {
            return sealedFirst
                    .obstacle(request.getContractId())
                    .thenCompose(obstacle -> obstacle.isPresent()
                            ? CompletableFuture.completedFuture(
                                    StatusResult.failure(ResponseStatus.ERROR_RETRY, obstacle.get()))
                            : attempt(participantContextId, responseType, message));
        }
        if (message instanceof ContractOfferMessage offer && offer.getConsumerPid() != null) {
            return CounterOffers.acknowledged(
                    offer, responseType, attempt(participantContextId, responseType, message));
        }
        if (message instanceof ProcessRemoteMessage) {
            return attempt(participantContextId, responseType, message);
        }
        // Nothing durable asks a question again, and a connection that was kept from the last one may be gone.
        var asked = System.nanoTime();
        return attempt(participantContextId, responseType, message)
                .exceptionallyCompose(failure -> isLost(failure) && System.nanoTime() - asked < AT_ONCE.toNanos()
                        ? attempt(participantContextId, responseType, message)
                        : CompletableFuture.failedFuture(failure));
    }

    /** Each attempt has a token of its own: the dispatcher makes one for every request. */
    private <T> CompletableFuture<StatusResult<T>> attempt(
            String participantContextId, Class<T> responseType, RemoteMessage message) {
        try {
            return inFlight.count(() -> dispatchers.dispatch(participantContextId, responseType, message))
                    .whenComplete((result, failure) -> {
                        if (failure == null && result.succeeded() && message instanceof ProtocolRemoteMessage ours) {
                            answered.accept(ours.getCounterPartyId());
                        }
                    });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether there was no answer at all. */
    private static boolean isLost(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof EdcHttpClientException http && http.getStatusCode() == 0;
    }
}
