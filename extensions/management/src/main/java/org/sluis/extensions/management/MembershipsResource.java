// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.sluis.policies.usage.Memberships;

/** {@code GET /sluis/memberships}: the data spaces to whose members our offers can be limited. */
@Path("/sluis/memberships")
public final class MembershipsResource {

    private final Memberships memberships;

    MembershipsResource(Memberships memberships) {
        this.memberships = memberships;
    }

    @GET
    public Response list() {
        var answer = Answers.JSON.createObjectNode();
        memberships.authorities().forEach(answer.putArray("authorities")::add);
        return Answers.ok(answer);
    }
}
