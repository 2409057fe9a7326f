// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** {@code GET /sluis/checks?partner=}: the links to a partner up to the first broken one. */
@Path("/sluis/checks")
public final class ChecksResource {

    private final PartnerChecks checks;
    private final PartnerNames partners;

    ChecksResource(PartnerChecks checks, PartnerNames partners) {
        this.checks = checks;
        this.partners = partners;
    }

    @GET
    public Response check(@QueryParam("partner") String partnerName) {
        if (partnerName == null || partnerName.isBlank()) {
            throw Refusal.invalid("the parameter 'partner' is missing");
        }
        var partner = partners.require(partnerName);
        var found = checks.of(partner);
        var answer = Answers.JSON
                .createObjectNode()
                .put("partner", partner.name())
                .put("ok", found.stream().allMatch(PartnerChecks.Check::ok));
        var list = answer.putArray("checks");
        for (var check : found) {
            list.addObject()
                    .put("link", check.link().name().toLowerCase(Locale.ROOT))
                    .put("ok", check.ok())
                    .put("found", check.found())
                    .put("advice", check.advice());
        }
        return Answers.ok(answer);
    }
}
