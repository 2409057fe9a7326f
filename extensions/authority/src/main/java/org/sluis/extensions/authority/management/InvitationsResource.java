// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.membership.Invitation;
import org.sluis.extensions.authority.membership.InvitationCode;
import org.sluis.extensions.authority.membership.Invitations;
import org.sluis.extensions.management.Answers;
import org.sluis.extensions.management.Refusal;

/** {@code /sluis/authority/invitations}: single and in bulk. A code is shown once, when it is made. */
@Path("/sluis/authority/invitations")
public final class InvitationsResource {

    private static final int MOST = 1_000;
    private static final Duration VALID = Duration.ofDays(14);
    private static final Duration LONGEST_VALID = Duration.ofDays(366);

    private final AuthoritySettings authority;
    private final Invitations invitations;
    private final Clock clock;

    public InvitationsResource(AuthoritySettings authority, Invitations invitations, Clock clock) {
        this.authority = authority;
        this.invitations = invitations;
        this.clock = clock;
    }

    /** Body: {@code valid}, and {@code invitations} of {@code legalName}, {@code email}, {@code roles}, {@code connector}. */
    @POST
    public Response invite(@Context SecurityContext caller, InputStream body) {
        var request = Answers.object(body);
        var now = clock.instant();
        var expiry = now.plus(valid(request));
        var wanted = request.path("invitations");
        if (!wanted.isArray() || wanted.isEmpty() || wanted.size() > MOST) {
            throw Refusal.invalid("'invitations' must be an array of 1 to " + MOST + " objects; split a longer list");
        }
        var made = new ArrayList<Invitation>();
        var answer = Answers.JSON.createObjectNode();
        var list = answer.putArray("invitations");
        for (var i = 0; i < wanted.size(); i++) {
            var code = InvitationCode.random();
            var invitation = read(
                    wanted.get(i),
                    i,
                    code,
                    now,
                    expiry,
                    caller.getUserPrincipal().getName());
            made.add(invitation);
            list.add(json(invitation, now).put("invitation", code.url(authority.id())));
        }
        invitations.add(made);
        return Answers.ok(answer);
    }

    private static Duration valid(ObjectNode request) {
        try {
            var valid = Answers.optional(request, "valid").map(Duration::parse).orElse(VALID);
            if (valid.compareTo(Duration.ZERO) > 0 && valid.compareTo(LONGEST_VALID) <= 0) {
                return valid;
            }
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("'valid' is not a duration such as P14D");
        }
        throw Refusal.invalid("'valid' must be longer than nothing and at most P366D");
    }

    private static Invitation read(
            JsonNode wanted, int position, InvitationCode code, Instant now, Instant expiry, String principal) {
        if (!(wanted instanceof ObjectNode object)) {
            throw Refusal.invalid("'invitations[" + position + "]' is not an object");
        }
        try {
            return new Invitation(
                    UUID.randomUUID(),
                    code.sha256(),
                    now,
                    expiry,
                    principal,
                    Bodies.optional(object, "legalName"),
                    Bodies.optional(object, "email"),
                    Bodies.entitlements(object),
                    false,
                    Optional.empty());
        } catch (Refusal e) {
            throw Refusal.invalid("'invitations[" + position + "]': " + e.getMessage());
        }
    }

    @GET
    public Response list() {
        var now = clock.instant();
        var answer = Answers.JSON.createObjectNode();
        var list = answer.putArray("invitations");
        invitations.list(MOST).forEach(invitation -> list.add(json(invitation, now)));
        return Answers.ok(answer);
    }

    @POST
    @Path("/{id}/withdraw")
    public Response withdraw(@PathParam("id") String id) {
        if (!invitations.withdraw(uuid(id))) {
            throw new Refusal(409, "Cannot be withdrawn", "there is no such invitation, or it was used");
        }
        return Answers.ok(Answers.JSON.createObjectNode().put("id", id).put("state", "withdrawn"));
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("'" + id.substring(0, Math.min(40, id.length())) + "' is no invitation's id");
        }
    }

    private static ObjectNode json(Invitation invitation, Instant now) {
        var json = Answers.JSON
                .createObjectNode()
                .put("id", invitation.id().toString())
                .put("state", state(invitation, now))
                .put("expiresAt", invitation.expiresAt().toString())
                .put("createdBy", invitation.createdBy());
        invitation.legalName().ifPresent(name -> json.put("legalName", name));
        invitation.email().ifPresent(email -> json.put("email", email));
        invitation.usedBy().ifPresent(by -> json.put("usedBy", by.value()));
        Bodies.put(json, invitation.entitlements());
        return json;
    }

    private static String state(Invitation invitation, Instant now) {
        var obstacle = invitation.obstacle(now);
        if (obstacle.isEmpty()) {
            return "open";
        }
        return switch (obstacle.get()) {
            case CODE_USED -> "used";
            case CODE_WITHDRAWN -> "withdrawn";
            default -> "expired";
        };
    }
}
