// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Status;
import org.sluis.extensions.management.Answers;

/** {@code GET /sluis/authority/catalog}: which members' catalogs are in the catalog of the chain, and how fresh each is. */
@Path("/sluis/authority/catalog")
public final class MemberCatalogsResource {

    private final MemberCatalogs catalogs;
    private final Supplier<Optional<String>> problem;

    /**
     * Answers for these catalogs.
     *
     * @param problem why none can be read; empty if nothing stands in the way
     */
    MemberCatalogsResource(MemberCatalogs catalogs, Supplier<Optional<String>> problem) {
        this.catalogs = catalogs;
        this.problem = problem;
    }

    @GET
    public Response list() {
        var all = catalogs.list();
        var answer = Answers.JSON.createObjectNode();
        answer.put("datasets", all.stream().mapToInt(Status::datasets).sum());
        answer.put(
                "stale",
                all.stream().filter(member -> member.staleSince().isPresent()).count());
        problem.get().ifPresent(why -> answer.put("problem", why));
        var list = answer.putArray("members");
        all.forEach(member -> list.add(json(member)));
        return Answers.ok(answer);
    }

    private static ObjectNode json(Status member) {
        var json = Answers.JSON
                .createObjectNode()
                .put("name", member.name())
                .put("id", member.member().value())
                .put("state", member.standing().name().toLowerCase(Locale.ROOT))
                .put("datasets", member.datasets());
        member.readAt().ifPresent(at -> json.put("readAt", at.toString()));
        member.staleSince().ifPresent(since -> json.put("staleSince", since.toString()));
        member.dueAt().ifPresent(due -> json.put("nextRead", due.toString()));
        if (!member.problem().isEmpty()) {
            json.put("problem", member.problem());
        }
        return json;
    }
}
