// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.keys.SigningKeys;

/** {@code /sluis/memberships}: the authorities of this firm, and joining one more. */
@Path("/sluis/memberships")
public final class MembershipsResource {

    private static final int LARGEST_BODY = 16 * 1024;
    private static final Set<String> KEYS = Set.of("invitation", "legalName", "registerNumber", "rulebookVersion");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Did self;
    private final SigningKeys keys;
    private final Onboarding onboarding;
    private final Memberships memberships;
    private final Directory directory;

    public MembershipsResource(
            Did self, SigningKeys keys, Onboarding onboarding, Memberships memberships, Directory directory) {
        this.self = self;
        this.keys = keys;
        this.onboarding = onboarding;
        this.memberships = memberships;
        this.directory = directory;
    }

    private static final class InvalidException extends Exception {
        InvalidException(String message) {
            super(message, null, false, false);
        }
    }

    @GET
    public Response list() {
        var answer =
                JSON.createObjectNode().put("participant", self.value()).put("fingerprint", Fingerprint.of(self, keys));
        var list = answer.putArray("memberships");
        memberships.all().forEach(membership -> list.add(json(membership)));
        var members = answer.putArray("members");
        directory
                .all()
                .forEach(member -> members.addObject()
                        .put("id", member.id().value())
                        .put("name", member.name())
                        .put("protocolEndpoint", member.protocolEndpoint().toString()));
        return Response.ok(answer.toString(), "application/json").build();
    }

    @POST
    @Consumes("application/json")
    public Response join(InputStream body) {
        try {
            var order = order(body);
            var invitation = Invitation.of(text(order, "invitation"))
                    .orElseThrow(() -> new InvalidException(
                            "'invitation' is none; it looks like did:web:authority.example?invitation=<code>"));
            var begun = onboarding.join(
                    invitation,
                    text(order, "legalName"),
                    text(order, "registerNumber"),
                    Optional.ofNullable(order.path("rulebookVersion").textValue()));
            return Response.status(202)
                    .entity(json(begun).toString())
                    .type("application/json")
                    .build();
        } catch (InvalidException e) {
            var problem = JSON.createObjectNode()
                    .put("type", "about:blank")
                    .put("title", "Invalid request")
                    .put("status", 400)
                    .put("detail", e.getMessage());
            return Response.status(400)
                    .entity(problem.toString())
                    .type("application/problem+json")
                    .build();
        }
    }

    private static JsonNode order(InputStream body) throws InvalidException {
        try {
            var bytes = body.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY || !(JSON.readTree(bytes) instanceof ObjectNode order)) {
                throw new InvalidException("the body must be one JSON object of at most " + LARGEST_BODY + " bytes");
            }
            for (var field : order.properties()) {
                if (!KEYS.contains(field.getKey())) {
                    throw new InvalidException("unknown key '" + field.getKey() + "'");
                }
            }
            return order;
        } catch (JacksonException e) {
            throw new InvalidException("the body is not JSON");
        } catch (IOException e) {
            throw new InvalidException("the body broke off");
        }
    }

    private static String text(JsonNode order, String key) throws InvalidException {
        var text = order.path(key).asText("").strip();
        if (text.isEmpty() || text.length() > 200 || !order.path(key).isTextual()) {
            throw new InvalidException("'" + key + "' must be a text of 1 to 200 characters");
        }
        return text;
    }

    private static ObjectNode json(Membership membership) {
        var json = JSON.createObjectNode()
                .put("authority", membership.authority().value())
                .put("name", membership.authorityName().orElse(null))
                .put("step", membership.step().name().toLowerCase(Locale.ROOT))
                .put("rulebookVersion", membership.rulebook())
                .put("startedAt", membership.startedAt().toString())
                .put("changedAt", membership.changedAt().toString());
        membership.problem().ifPresent(problem -> json.put("problem", problem));
        var types = json.putArray("types");
        membership.types().stream().sorted().forEach(types::add);
        return json;
    }
}
