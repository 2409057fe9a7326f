// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.sluis.policies.usage.DataSpaces;

/** {@code GET /sluis/data-spaces}: the data spaces to whose members our offers can be limited. */
@Path("/sluis/data-spaces")
public final class DataSpacesResource {

    private final DataSpaces dataSpaces;

    DataSpacesResource(DataSpaces dataSpaces) {
        this.dataSpaces = dataSpaces;
    }

    @GET
    public Response list() {
        var answer = Answers.JSON.createObjectNode();
        dataSpaces.authorities().forEach(answer.putArray("authorities")::add);
        return Answers.ok(answer);
    }
}
