// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.util.concurrent.CompletableFuture;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractOfferMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.protocol.ContractNegotiationAck;
import org.eclipse.edc.spi.response.StatusResult;

/**
 * What an answer to a counter-offer says. DSP answers an offer in a negotiation that both sides know with a bare 200, EDC waits for
 * a body with the consumer's id and sends the offer again and again.
 */
final class CounterOffers {

    private CounterOffers() {}

    /** The answer with the id that we sent the offer to. */
    static <T> CompletableFuture<StatusResult<T>> acknowledged(
            ContractOfferMessage offer, Class<T> type, CompletableFuture<StatusResult<T>> answer) {
        return answer.thenApply(result -> {
            if (result.failed()
                    || result.getContent() != null
                    || !type.isAssignableFrom(ContractNegotiationAck.class)) {
                return result;
            }
            return StatusResult.success(type.cast(ContractNegotiationAck.Builder.newInstance()
                    .consumerPid(offer.getConsumerPid())
                    .providerPid(offer.getProviderPid())
                    .build()));
        });
    }
}
