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
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluis.extensions.products.ProductRelease;
import org.sluis.extensions.products.ProductReleases;
import org.sluis.policies.disclosure.Asker;
import org.sluis.policies.usage.DataSpaces;
import org.sluis.policies.usage.Partner;

/** {@code /sluis/shares}: what we offer, to whom, under which policy. */
@Path("/sluis/shares")
public final class SharesResource {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Shares shares;
    private final PartnerNames partners;
    private final ProductReleases releases;
    private final DataSpaces dataSpaces;

    SharesResource(Shares shares, PartnerNames partners, ProductReleases releases, DataSpaces dataSpaces) {
        this.shares = shares;
        this.partners = partners;
        this.releases = releases;
        this.dataSpaces = dataSpaces;
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
        var answer = Answers.JSON
                .createObjectNode()
                .put("id", dataset)
                .put("product", product)
                .put("disclosure", disclosure)
                .put("name", name);
        shownBy(share).forEach(answer.putArray("listedBy")::add);
        return Answers.ok(answer);
    }

    /** The authorities that see the offer, and so show it to their members. */
    private List<String> shownBy(Shares.Share share) {
        return share.audience() instanceof Shares.Audience.Members members
                ? members.authorities()
                : share.partners().stream()
                        .map(Partner::id)
                        .filter(dataSpaces.authorities()::contains)
                        .toList();
    }

    /** What could never be released is not offered: an unknown product or disclosure, a partner without customer number. */
    private void requireReleasable(Shares.Share share) {
        if (share.audience() instanceof Shares.Audience.Members) {
            requireReleasableToAny(share);
            return;
        }
        for (var partner : share.partners()) {
            refusal(share, Asker.of(partner.id(), partner.customers())).ifPresent(reason -> {
                throw Refusal.invalid("nothing could be released to " + partner.name() + ": " + reason);
            });
        }
    }

    /** Members come and go; it is enough that one whom we know, or one whom we do not know, would get something. */
    private void requireReleasableToAny(Shares.Share share) {
        var refusal = refusal(share, Asker.of("", List.of()));
        var isForSomebody = refusal.isEmpty()
                || partners.partners().all().stream()
                        .anyMatch(partner -> refusal(share, Asker.of(partner.id(), partner.customers()))
                                .isEmpty());
        if (!isForSomebody) {
            throw Refusal.invalid("nothing could be released to any member: " + refusal.get());
        }
    }

    private Optional<String> refusal(Shares.Share share, Asker asker) {
        return releases.newest(share.product(), share.disclosure(), asker) instanceof ProductRelease.Refused refused
                ? Optional.of(refused.reason())
                : Optional.empty();
    }

    private static String name(ObjectNode request, String key) {
        var name = Answers.required(request, key);
        if (!NAME.matcher(name).matches()) {
            throw Refusal.invalid("'" + key + "' is '" + name + "'; it may have letters, digits, '.', '_' and '-'");
        }
        return name;
    }

    private Shares.Audience with(ObjectNode request) {
        var with = request.path("with");
        if (with.size() == 1 && with.path(0).asText().equals(Shares.MEMBERS)) {
            return members();
        }
        var names = new ArrayList<Partner>();
        with.forEach(name -> names.add(partners.require(name.asText())));
        if (names.isEmpty()) {
            throw Refusal.invalid("'with' is missing; it must be a list of partners, or only " + Shares.MEMBERS);
        }
        return new Shares.Audience.Named(names);
    }

    private Shares.Audience members() {
        var authorities = dataSpaces.authorities();
        if (authorities.isEmpty()) {
            throw Refusal.invalid("this company is a member of no data space, so there are no members to share with");
        }
        return new Shares.Audience.Members(authorities);
    }
}
