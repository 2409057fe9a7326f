// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;

/** {@code GET /sluis/agreements/{id}/data}: the provider's data, streamed through as the provider answers. */
@Path("/sluis/agreements/{id}/data")
public final class DataResource {

    private static final List<String> PASSED_ON = List.of(
            "Content-Type", "Content-Length", "ETag", "Sluis-Sequence", "Sluis-Agreement", "Sluis-Use", "Retry-After");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int NO_CONTENT = 204;

    private final Agreements agreements;
    private final PartnerNames partners;
    private final ProviderData data;

    DataResource(Agreements agreements, PartnerNames partners, ProviderData data) {
        this.agreements = agreements;
        this.partners = partners;
        this.data = data;
    }

    @GET
    public Response get(
            @PathParam("id") String id,
            @QueryParam("purpose") String purpose,
            @QueryParam("after") String after,
            @QueryParam("wait") String wait) {
        var agreement = agreements.find(id).orElseThrow(() -> Refusal.notFound("no agreement " + id));
        if (agreement.side() != Agreement.Side.CONSUMER) {
            throw Refusal.invalid("agreement " + id + " lets " + partners.of(agreement.consumer())
                    + " get our data; it gives us none");
        }
        var parameters = new HashMap<String, String>();
        if (purpose != null) {
            parameters.put("purpose", purpose);
        }
        putNumber(parameters, "after", after);
        putNumber(parameters, "wait", wait);
        return pass(data.fetch(agreement, partners.require(agreement.provider()), parameters));
    }

    private static void putNumber(Map<String, String> parameters, String name, String value) {
        if (value == null) {
            return;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw Refusal.invalid(name + " is '" + value + "'; it must be a whole number");
        }
        parameters.put(name, value);
    }

    private static Response pass(ProviderData.ProviderAnswer answer) {
        var response = Response.status(answer.status());
        PASSED_ON.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> response.header(name, value)));
        if (answer.status() == NO_CONTENT) {
            return response.build();
        }
        StreamingOutput body = out -> {
            try (var in = answer.body()) {
                in.transferTo(out);
            }
        };
        return response.entity(body).build();
    }
}
