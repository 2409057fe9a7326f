// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.edc.spi.monitor.Monitor;
import org.sluis.extensions.management.Principals.Principal;
import org.sluis.policies.usage.Actor;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Pseudonyms;

/**
 * Lets nobody onto the management listener without a key, and records every change with its principal before it takes effect.
 */
@Provider
@PreMatching
public final class PrincipalFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String CHANGE = "org.sluis.change";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final int LONGEST_PATH = 2000;

    private final Principals principals;
    private final ManagementChanges changes;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final Monitor monitor;

    PrincipalFilter(
            Principals principals, ManagementChanges changes, Pseudonyms pseudonyms, Clock clock, Monitor monitor) {
        this.principals = principals;
        this.changes = changes;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.monitor = monitor;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var principal =
                Optional.ofNullable(request.getHeaderString("X-Api-Key")).flatMap(principals::byKey);
        if (principal.isEmpty()) {
            request.abortWith(Answers.problem(
                    new Refusal(401, "Unauthorized", "the header X-Api-Key is missing or its key is nobody's")));
            return;
        }
        request.setSecurityContext(new Caller(principal.get(), request.getSecurityContext()));
        if (!READING.contains(request.getMethod())) {
            begin(request, principal.get());
        }
    }

    private void begin(ContainerRequestContext request, Principal principal) {
        var path = request.getUriInfo().getRequestUri().getRawPath();
        var id = UUID.randomUUID();
        var change = new ManagementChange(
                id,
                clock.instant(),
                principal.name(),
                request.getMethod(),
                path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path,
                Optional.empty());
        try {
            changes.begin(change);
            request.setProperty(CHANGE, id);
            // Resources answer on the thread that their request came on, and each answer passes the filter below.
            Actor.begin(pseudonyms.of(principal.name()));
        } catch (RecordUnavailableException e) {
            monitor.severe("A change was refused because it could not be recorded: " + e.getMessage());
            request.abortWith(Answers.problem(new Refusal(
                    503, "Record unavailable", "the change cannot be recorded now and was not made; try again")));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Actor.end();
        if (!(request.getProperty(CHANGE) instanceof UUID id)) {
            return;
        }
        try {
            changes.end(id, response.getStatus());
        } catch (RuntimeException e) {
            monitor.warning("How change " + id + " ended could not be recorded: " + e.getMessage());
        }
    }
}
