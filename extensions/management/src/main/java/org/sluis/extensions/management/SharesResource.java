// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sluis.extensions.products.ProductRelease;
import org.sluis.extensions.products.ProductReleases;
import org.sluis.policies.disclosure.Asker;
import org.sluis.policies.usage.Partner;

/** {@code /sluis/shares}: what we offer, to whom, under which policy. */
@Path("/sluis/shares")
public final class SharesResource {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Shares shares;
    private final PartnerNames partners;
    private final ProductReleases releases;

    SharesResource(Shares shares, PartnerNames partners, ProductReleases releases) {
        this.shares = shares;
        this.partners = partners;
        this.releases = releases;
    }

    @GET
    public Response list() {
        var answer = Answers.JSON.createObjectNode();
        var list = answer.putArray("shares");
        shares.list().forEach(list::add);
        return Answers.ok(answer);
    }

    @POST
    public Response create(InputStream body) {
        var request = Answers.object(body);
        var product = name(request, "product");
        var disclosure = name(request, "disclosure");
        var name = request.hasNonNull("name") ? name(request, "name") : disclosure;
        var share = new Shares.Share(product, disclosure, name, with(request));
        if (!(request.get("policy") instanceof ObjectNode policy)) {
            throw Refusal.invalid("'policy' is missing; it must be a policy of the Sluis profile");
        }
        PolicyCheck.require(policy);
        requireReleasable(share);
        var dataset = shares.create(share, policy);
        return Answers.ok(Answers.JSON
                .createObjectNode()
                .put("id", dataset)
                .put("product", product)
                .put("disclosure", disclosure)
                .put("name", name));
    }

    /** What could never be released is not offered: an unknown product or disclosure, a partner without customer number. */
    private void requireReleasable(Shares.Share share) {
        for (var partner : share.partners()) {
            var asker = Asker.of(partner.id(), partner.customers());
            if (releases.newest(share.product(), share.disclosure(), asker) instanceof ProductRelease.Refused refused) {
                throw Refusal.invalid("nothing could be released to " + partner.name() + ": " + refused.reason());
            }
        }
    }

    private static String name(ObjectNode request, String key) {
        var name = Answers.required(request, key);
        if (!NAME.matcher(name).matches()) {
            throw Refusal.invalid("'" + key + "' is '" + name + "'; it may have letters, digits, '.', '_' and '-'");
        }
        return name;
    }

    private List<Partner> with(ObjectNode request) {
        var names = new ArrayList<Partner>();
        request.path("with").forEach(name -> names.add(partners.require(name.asText())));
        if (names.isEmpty()) {
            throw Refusal.invalid("'with' is missing; it must be a list of partners");
        }
        return names;
    }
}
