// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement.approval;

import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.ContractOfferId;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequestMessage;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.policy.context.request.spi.RequestContractNegotiationPolicyContext;
import org.eclipse.edc.policy.engine.spi.PolicyValidatorRule;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.iam.RequestContext.Direction;

/** Remembers the terms in the request that this thread is answering: EDC looks only at the id of the offer. */
final class AskedTerms implements PolicyValidatorRule<RequestContractNegotiationPolicyContext> {

    private static final ThreadLocal<ContractOffer> CURRENT = new ThreadLocal<>();

    @Override
    public Boolean apply(Policy policy, RequestContractNegotiationPolicyContext context) {
        var asked = context.requestContext();
        if (asked.getDirection() == Direction.Ingress && asked.getMessage() instanceof ContractRequestMessage request) {
            CURRENT.set(request.getContractOffer());
        }
        return true;
    }

    @Override
    public String name() {
        return "Sluis terms of a request";
    }

    /** The offer in the request, once; empty unless it is the one with this id. The parts of an id may be encoded or not. */
    static Optional<ContractOffer> take(String offer) {
        var asked = Optional.ofNullable(CURRENT.get())
                .filter(found -> ContractOfferId.parseId(found.getId())
                        .map(id -> id.toString().equals(offer))
                        .orElse(failure -> false));
        CURRENT.remove();
        return asked;
    }
}
