// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.edc.spi.monitor.Monitor;
import org.sluis.extensions.policyenforcement.StrictJson.RefusedException;
import org.sluis.policies.odrl.Problem;

/** Reads every body before JSON-LD or EDC does; runs after authentication, where there is one. */
@Priority(Priorities.USER + 1000)
public final class StrictBodyFilter implements ContainerRequestFilter {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");
    private static final int BAD_REQUEST = Response.Status.BAD_REQUEST.getStatusCode();
    private static final int TOO_LARGE = Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();
    private static final int UNSUPPORTED = Response.Status.UNSUPPORTED_MEDIA_TYPE.getStatusCode();

    private final int limit;
    private final Door door;
    private final Monitor monitor;

    StrictBodyFilter(int limit, Door door, Monitor monitor) {
        this.limit = limit;
        this.door = door;
        this.monitor = monitor;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (!WITH_BODY.contains(request.getMethod())) {
            return;
        }
        // JAX-RS matches resources without their matrix parameters, so doors are chosen without them too.
        String path = MATRIX_PARAMETERS.matcher(request.getUriInfo().getPath()).replaceAll("");
        if (request.getLength() > limit) {
            turnAway(request, TOO_LARGE, path, tooLarge());
            return;
        }
        byte[] body = request.getEntityStream().readNBytes(limit + 1);
        if (body.length > limit) {
            turnAway(request, TOO_LARGE, path, tooLarge());
        } else if (body.length == 0 && door.admitsNoBody()) {
            request.setEntityStream(new ByteArrayInputStream(body));
        } else if (!isJson(request.getMediaType())) {
            turnAway(
                    request,
                    UNSUPPORTED,
                    path,
                    new Problem("", "media-type", "Send Content-Type: application/json, in UTF-8."));
        } else {
            admit(request, path, body);
        }
    }

    private void admit(ContainerRequestContext request, String path, byte[] body) {
        JsonNode read = MissingNode.getInstance();
        try {
            read = StrictJson.read(body);
            JsonNode admitted = door.admit(path, read);
            request.setEntityStream(new ByteArrayInputStream(StrictJson.write(admitted)));
        } catch (RefusedException e) {
            request.abortWith(door.refuse(BAD_REQUEST, path, read, e.problems()));
        } catch (RuntimeException | StackOverflowError e) {
            // INVARIANT: what cannot be read strictly is not handed on
            monitor.severe("A message could not be read: " + e.getClass().getName(), e);
            turnAway(request, BAD_REQUEST, path, new Problem("", "unreadable", "This message could not be read."));
        }
    }

    private void turnAway(ContainerRequestContext request, int status, String path, Problem problem) {
        request.abortWith(door.refuse(status, path, MissingNode.getInstance(), List.of(problem)));
    }

    private Problem tooLarge() {
        return new Problem("", "too-large", "A body has at most " + limit + " bytes here.");
    }

    private static boolean isJson(MediaType type) {
        if (type == null || !"application".equalsIgnoreCase(type.getType())) {
            return false;
        }
        String subtype = type.getSubtype();
        String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        return ("json".equalsIgnoreCase(subtype) || "ld+json".equalsIgnoreCase(subtype))
                && "utf-8".equalsIgnoreCase(charset);
    }
}
