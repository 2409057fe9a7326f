// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.sluis.policies.decision.Code;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.ReceivedBodies;
import org.sluis.policies.usage.ReceivedBody;

/**
 * {@code GET /sluis/agreements/{id}/data}: the provider's data, streamed through as the provider answers; with {@code delivery=push}
 * the provider brings it, and all of it is here before the answer begins.
 */
@Path("/sluis/agreements/{id}/data")
public final class DataResource {

    private static final List<String> PASSED_ON = List.of(
            "Content-Type",
            "Content-Length",
            "Content-Range",
            "Accept-Ranges",
            "ETag",
            "Sluis-Sequence",
            "Sluis-Agreement",
            "Sluis-Use",
            "Retry-After");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL_CONTENT = 206;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Agreements agreements;
    private final PartnerNames partners;
    private final ProviderData data;
    private final PushedData pushed;
    private final AgreementSeals seals;
    private final ReceivedBodies received;
    private final Clock clock;

    DataResource(
            Agreements agreements,
            PartnerNames partners,
            ProviderData data,
            PushedData pushed,
            AgreementSeals seals,
            ReceivedBodies received,
            Clock clock) {
        this.agreements = agreements;
        this.partners = partners;
        this.data = data;
        this.pushed = pushed;
        this.seals = seals;
        this.received = received;
        this.clock = clock;
    }

    @GET
    public Response get(
            @PathParam("id") String id,
            @QueryParam("purpose") String purpose,
            @QueryParam("after") String after,
            @QueryParam("wait") String wait,
            @QueryParam("delivery") String delivery,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange) {
        var agreement = agreements.find(id).orElseThrow(() -> Refusal.notFound("no agreement " + id));
        if (agreement.side() != Agreement.Side.CONSUMER) {
            throw Refusal.invalid("agreement " + id + " lets " + partners.of(agreement.consumer())
                    + " get our data; it gives us none");
        }
        requireActive(agreement);
        var parameters = new HashMap<String, String>();
        if (purpose != null) {
            parameters.put("purpose", purpose);
        }
        putNumber(parameters, "after", after);
        putNumber(parameters, "wait", wait);
        var provider = partners.require(agreement.provider());
        seals.await(agreement, PATIENCE).ifPresent(why -> {
            throw new Refusal(
                    503,
                    "Agreement not sealed",
                    why + ". " + provider.name() + " gives no data before; try again later.");
        });
        if (isPush(delivery)) {
            if (after != null || wait != null || range != null) {
                throw Refusal.invalid("a push brings the newest version, whole; leave after, wait and Range out");
            }
            return pushed.fetch(agreement, provider, Optional.ofNullable(purpose));
        }
        var part = new ProviderData.Part(Optional.ofNullable(range), Optional.ofNullable(ifRange));
        return pass(agreement, data.fetch(agreement, provider, parameters, part));
    }

    private static boolean isPush(String delivery) {
        if (delivery == null || delivery.equals("pull")) {
            return false;
        }
        if (delivery.equals("push")) {
            return true;
        }
        throw Refusal.invalid("delivery is '" + delivery + "'; it must be pull or push");
    }

    private static void requireActive(Agreement agreement) {
        if (agreement.state() == AgreementState.ACTIVE) {
            return;
        }
        var why = agreement.endReason().orElse("no reason given");
        throw new Refusal(
                403,
                "Denied",
                "agreement " + agreement.id() + " is no longer active; it ended: " + why,
                List.of(new Reason("", Code.AGREEMENT_NOT_ACTIVE, "", "", "active", why)));
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

    private Response pass(Agreement agreement, ProviderData.ProviderAnswer answer) {
        var response = Response.status(answer.status());
        PASSED_ON.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> response.header(name, value)));
        if (answer.status() == NO_CONTENT) {
            return response.build();
        }
        return response.entity(body(agreement, answer)).build();
    }

    /** A use without a name cannot be acknowledged, nor a body of which nobody can tell whether it is whole. */
    private StreamingOutput body(Agreement agreement, ProviderData.ProviderAnswer answer) {
        var use = answer.headers().firstValue("Sluis-Use").flatMap(DataResource::uuid);
        var hasData = answer.status() == OK || answer.status() == PARTIAL_CONTENT;
        if (hasData && use.isPresent() && answer.delimited()) {
            return new RecordedBody(
                    answer.body(),
                    (bytes, sha256) -> received.received(
                            new ReceivedBody(agreement, use.get(), answer.transfer(), bytes, sha256, clock.instant())));
        }
        return out -> {
            try (var in = answer.body()) {
                in.transferTo(out);
            }
        };
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
