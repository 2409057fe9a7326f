// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.issuance.CredentialRequest;
import org.sluis.extensions.authority.issuance.Delivery;
import org.sluis.extensions.authority.issuance.Issuances;
import org.sluis.extensions.authority.membership.Attestation;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;

/** {@code /issuer}: the issuer service (DCP 1.0 section 6). Members get what they are entitled to; a renewal is a new request. */
public final class IssuerResource implements WebResource {

    /** The profile name that peers select by; the specification has none for VC 1.1 with a Bitstring Status List. */
    private static final String PROFILE = "vc11-sl2021/jwt";

    private static final int LONGEST_PID = 255;
    private static final int MOST_PER_HOUR = 120;

    private final AuthoritySettings authority;
    private final Members members;
    private final Issuances issuances;
    private final Callers callers;
    private final Runnable opened;
    private final Clock clock;

    /** {@code opened} is called after each new request. */
    public IssuerResource(
            AuthoritySettings authority,
            Members members,
            Issuances issuances,
            TokenVerifier tokens,
            Runnable opened,
            Clock clock) {
        this.authority = authority;
        this.members = members;
        this.issuances = issuances;
        this.callers = new Callers(tokens);
        this.opened = opened;
        this.clock = clock;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        if (request.method().equals("POST") && request.path().equals("/credentials")) {
            return open(request);
        }
        if (request.method().equals("GET") && request.path().equals("/metadata")) {
            return metadata();
        }
        if (request.method().equals("GET") && request.path().startsWith("/requests/")) {
            return status(request);
        }
        throw new WebRefusal(404, "Not found", "the issuer service has credentials, requests and metadata");
    }

    private WebAnswer open(WebRequest request) throws WebRefusal {
        var holder = callers.require(request);
        requireMember(holder);
        var body = request.body().orElseThrow(() -> invalid("a CredentialRequestMessage is missing"));
        if (!body.path("type").asText().equals("CredentialRequestMessage")) {
            throw invalid("'type' is not CredentialRequestMessage");
        }
        var opening = new CredentialRequest(
                UUID.randomUUID(),
                holder,
                holderPid(body.path("holderPid")),
                types(body.path("credentials")),
                CredentialRequest.State.RECEIVED,
                clock.instant(),
                0,
                "");
        // A holder that was killed before it kept our answer sends its request again.
        var known = issuances
                .pending(holder, opening.holderPid())
                .filter(pending -> pending.types().equals(opening.types()));
        if (known.isPresent()) {
            return taken(known.get());
        }
        if (issuances.openedSince(holder, opening.openedAt().minus(Duration.ofHours(1))) >= MOST_PER_HOUR) {
            throw new WebRefusal(429, "Too many requests", "this holder asked " + MOST_PER_HOUR + " times in an hour");
        }
        issuances.open(opening);
        opened.run();
        return taken(opening);
    }

    private WebAnswer taken(CredentialRequest request) {
        return WebAnswer.empty(201).with("Location", authority.address() + "/issuer/requests/" + request.id());
    }

    private void requireMember(Did holder) throws WebRefusal {
        var standing = members.find(holder).map(Member::standing);
        if (standing.filter(now -> now == Standing.APPROVED).isEmpty()) {
            throw new WebRefusal(
                    403,
                    "Not a member",
                    standing.map(now -> "the membership is " + now.name().toLowerCase(Locale.ROOT))
                            .orElse("this firm has not applied"));
        }
    }

    private static String holderPid(JsonNode pid) throws WebRefusal {
        var text = pid.isTextual() ? pid.asText() : "";
        if (text.isBlank()
                || text.length() > LONGEST_PID
                || text.chars().anyMatch(c -> c < ' ' || Character.isSurrogate((char) c))) {
            throw invalid("'holderPid' must be a text of 1 to " + LONGEST_PID + " characters on one line");
        }
        return text;
    }

    private static Set<String> types(JsonNode credentials) throws WebRefusal {
        if (!credentials.isArray() || credentials.isEmpty() || credentials.size() > Attestation.TYPES.size()) {
            throw invalid("'credentials' must be an array of 1 to " + Attestation.TYPES.size()
                    + " objects with an 'id' each");
        }
        var types = new LinkedHashSet<String>();
        for (var credential : credentials) {
            var id = credential.path("id").asText();
            if (!Attestation.TYPES.contains(id)) {
                throw invalid("'credentials': an 'id' is none of " + String.join(", ", Attestation.TYPES));
            }
            types.add(id);
        }
        return types;
    }

    private WebAnswer status(WebRequest request) throws WebRefusal {
        var holder = callers.require(request);
        var found = id(request.path().substring("/requests/".length()))
                .flatMap(issuances::find)
                .filter(known -> known.holder().equals(holder))
                .orElseThrow(() -> new WebRefusal(404, "Not found", "you have no such request"));
        var body = message("CredentialStatus")
                .put("issuerPid", found.id().toString())
                .put("holderPid", found.holderPid())
                .put("status", found.state().name());
        return WebAnswer.json(200, body);
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private WebAnswer metadata() {
        var body = message("IssuerMetadata").put("issuer", authority.id().value());
        var supported = body.putArray("credentialsSupported");
        for (var type : Attestation.TYPES) {
            var object = supported
                    .addObject()
                    .put("id", type)
                    .put("type", "CredentialObject")
                    .put("credentialType", type)
                    .put("offerReason", "issuance")
                    .put("profile", PROFILE);
            object.putArray("bindingMethods").add("did:web");
        }
        return WebAnswer.json(200, body);
    }

    private static ObjectNode message(String type) {
        var message = JsonNodeFactory.instance.objectNode();
        message.putArray("@context").add(Delivery.CONTEXT);
        return message.put("type", type);
    }

    private static WebRefusal invalid(String detail) {
        return new WebRefusal(400, "Invalid request", detail);
    }
}
