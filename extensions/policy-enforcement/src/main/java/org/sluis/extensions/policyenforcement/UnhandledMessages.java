// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.List;
import org.sluis.policies.odrl.Problem;
import org.sluis.policies.usage.MessageUnderway;

/** Records messages that were refused before EDC handled them, for instance because their JSON-LD says nothing. */
@Priority(Priorities.AUTHENTICATION)
final class UnhandledMessages implements ContainerRequestFilter, ContainerResponseFilter {

    private static final int LOWEST_REFUSAL = 400;
    private static final int LOWEST_FAILURE = 500;

    private final RefusedBodies refused;

    UnhandledMessages(RefusedBodies refused) {
        this.refused = refused;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        MessageUnderway.begin();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var known = MessageUnderway.current();
        MessageUnderway.end();
        // An address that stands for nothing is no message.
        var isMessage = !request.getUriInfo().getMatchedResources().isEmpty();
        if (response.getStatus() >= LOWEST_REFUSAL
                && isMessage
                && !known.map(MessageUnderway::isDenied).orElse(false)) {
            var code = response.getStatus() < LOWEST_FAILURE ? "message-invalid" : "failed";
            refused.record(request.getUriInfo().getPath(), List.of(new Problem("", code, "")));
        }
    }
}
