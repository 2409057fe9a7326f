// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.edc.policy.context.request.spi.RequestCatalogPolicyContext;
import org.eclipse.edc.policy.context.request.spi.RequestPolicyContext;
import org.eclipse.edc.policy.engine.spi.PolicyValidatorRule;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.iam.RequestContext.Direction;
import org.eclipse.edc.spi.monitor.Monitor;
import org.sluis.policies.decision.NeededCredentials;
import org.sluis.policies.odrl.Reading;

/**
 * Says with each message which credentials its token lets the receiver ask for, and which we ask of the sender of one that
 * arrives: membership, and what the policy looks at. A scope is a question, not a demand: whoever lacks a credential is denied by
 * the policy that needs it, with its reason.
 */
final class MessageScopes implements PolicyValidatorRule<RequestPolicyContext> {

    private static final String BEFORE_TYPE = "org.eclipse.dspace.dcp.vc.type:";
    private static final String AFTER_TYPE = ":read";

    private final String self;
    private final OfferedCredentials offered;
    private final Monitor monitor;

    MessageScopes(String self, OfferedCredentials offered, Monitor monitor) {
        this.self = self;
        this.offered = offered;
        this.monitor = monitor;
    }

    static String scope(String type) {
        return BEFORE_TYPE + type + AFTER_TYPE;
    }

    @Override
    public Boolean apply(Policy policy, RequestPolicyContext context) {
        Set<String> types = new TreeSet<>(Set.of(NeededCredentials.MEMBERSHIP));
        try {
            types.addAll(types(policy, context));
        } catch (Throwable e) {
            // INVARIANT: what cannot be known is not asked for, and then denied by the policy that needs it
            monitor.severe("The credentials that a policy looks at could not be found out", e);
        }
        types.forEach(type -> context.requestScopeBuilder().scope(scope(type)));
        return true;
    }

    private Set<String> types(Policy policy, RequestPolicyContext context) {
        boolean sending = context.requestContext().getDirection() == Direction.Egress;
        if (context instanceof RequestCatalogPolicyContext) {
            // Nobody knows yet what the offers over there look at.
            return sending ? NeededCredentials.all() : offered.types();
        }
        return policy == null || (!sending && isAnothers(policy)) ? Set.of() : named(policy);
    }

    /** A policy that somebody else set looks at our credentials, not at its provider's. */
    private boolean isAnothers(Policy policy) {
        return policy.getAssigner() != null && !policy.getAssigner().equals(self);
    }

    private static Set<String> named(Policy policy) {
        return PolicyDecisions.read(policy) instanceof Reading.Valid valid
                ? NeededCredentials.types(valid.policy())
                : Set.of();
    }

    @Override
    public String name() {
        return "Sluis credential scopes";
    }
}
