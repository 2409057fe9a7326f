// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.edc.spi.constants.CoreConstants;

/** {@code POST /sluis/chain-catalog/search}: what members of our data spaces offer, as the authorities last read it. */
@Path("/sluis/chain-catalog/search")
public final class ChainCatalogResource {

    private static final int LONGEST = 400;

    private final ChainSearch search;
    private final PartnerNames partners;

    ChainCatalogResource(ChainSearch search, PartnerNames partners) {
        this.search = search;
        this.partners = partners;
    }

    /** Body: {@code text}, {@code product}, {@code partner}; each may be left out. */
    @POST
    public Response search(InputStream body) {
        var request = Answers.object(body);
        var wanted = new ChainSearch.Wanted(
                text(request, "text"),
                text(request, "product"),
                text(request, "partner").map(name -> partners.require(name).id()));
        var answer = Answers.JSON.createObjectNode();
        var found = answer.putArray("found");
        var authorities = answer.putArray("authorities");
        for (var told : search.search(wanted)) {
            told.found().forEach(one -> found.add(json(one, told.authority())));
            var authority = authorities
                    .addObject()
                    .put("id", told.authority())
                    .put("more", told.found().size() >= ChainSearch.MOST);
            told.problem().ifPresent(problem -> authority.put("problem", problem));
        }
        return Answers.ok(answer);
    }

    private ObjectNode json(ChainSearch.Found found, String authority) {
        var json = Answers.JSON
                .createObjectNode()
                .put("id", found.dataset().id())
                .put("partner", partners.of(found.participant()))
                .put("participant", found.participant())
                .put("authority", authority);
        for (var property : ShareProperties.PUBLISHED) {
            found.dataset()
                    .property(CoreConstants.EDC_NAMESPACE + property)
                    .ifPresent(value -> json.put(property, value));
        }
        found.readAt().ifPresent(at -> json.put("readAt", at.toString()));
        found.staleSince().ifPresent(since -> json.put("staleSince", since.toString()));
        return json;
    }

    private static Optional<String> text(ObjectNode request, String key) {
        var text = Answers.optional(request, key).map(String::strip).filter(value -> !value.isEmpty());
        if (text.filter(value -> value.length() > LONGEST).isPresent()) {
            throw Refusal.invalid("'" + key + "' has more than " + LONGEST + " characters");
        }
        return text;
    }
}
