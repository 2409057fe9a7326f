// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.sluis.extensions.products.ProductRelease;
import org.sluis.extensions.products.ProductReleases;
import org.sluis.policies.disclosure.Asker;

/** {@code GET /sluis/preview}: exactly what a partner would get of a product now. */
@Path("/sluis/preview")
public final class PreviewResource {

    private final ProductReleases releases;
    private final PartnerNames partners;

    PreviewResource(ProductReleases releases, PartnerNames partners) {
        this.releases = releases;
        this.partners = partners;
    }

    @GET
    public Response preview(
            @QueryParam("product") String product,
            @QueryParam("disclosure") String disclosure,
            @QueryParam("for") String partnerName) {
        var partner = partners.require(required("for", partnerName));
        var release = releases.newest(
                required("product", product),
                required("disclosure", disclosure),
                Asker.of(partner.id(), partner.customers()));
        if (release instanceof ProductRelease.Released released) {
            return answer(released);
        }
        throw release instanceof ProductRelease.Refused refused
                ? new Refusal(409, "Nothing would leave", refused.reason())
                : Refusal.notFound("product " + product + " has no version yet; drop an export into its folder");
    }

    private static Response answer(ProductRelease.Released released) {
        return Response.ok(released.bytes(), "application/json")
                .header("ETag", '"' + released.sha256() + '"')
                .header("Sluis-Sequence", released.sequence())
                .build();
    }

    private static String required(String name, String value) {
        if (value == null || value.isBlank()) {
            throw Refusal.invalid("the parameter '" + name + "' is missing");
        }
        return value;
    }
}
