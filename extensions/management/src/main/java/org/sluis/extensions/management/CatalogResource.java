// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.edc.spi.constants.CoreConstants;

/** {@code POST /sluis/catalog}: what a partner offers us. */
@Path("/sluis/catalog")
public final class CatalogResource {

    private final RemoteCatalog catalog;
    private final PartnerNames partners;

    CatalogResource(RemoteCatalog catalog, PartnerNames partners) {
        this.catalog = catalog;
        this.partners = partners;
    }

    @POST
    public Response find(InputStream body) {
        var partner = partners.require(Answers.required(Answers.object(body), "partner"));
        var answer =
                Answers.JSON.createObjectNode().put("partner", partner.name()).put("participant", partner.id());
        var datasets = answer.putArray("datasets");
        catalog.of(partner).forEach(dataset -> datasets.add(json(dataset)));
        return Answers.ok(answer);
    }

    private static ObjectNode json(RemoteCatalog.Dataset dataset) {
        var json = Answers.JSON.createObjectNode().put("id", dataset.id());
        for (var property : ShareProperties.PUBLISHED) {
            dataset.property(CoreConstants.EDC_NAMESPACE + property).ifPresent(value -> json.put(property, value));
        }
        var offers = json.putArray("offers");
        dataset.offers()
                .forEach(offer -> offers.addObject().put("id", offer.id()).set("policy", offer.written()));
        return json;
    }
}
