// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.InvitationCode;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Members.Obstacle;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;

/** Applications of firms, each for itself alone: whom one is about is who signed it. */
final class Applications {

    private static final Set<String> KEYS =
            Set.of("code", "name", "legalName", "registerNumber", "protocolEndpoint", "rulebookVersion");
    private static final int PER_MINUTE = 60;

    private final AuthoritySettings authority;
    private final Members members;
    private final Clock clock;
    private final Pace pace;

    Applications(AuthoritySettings authority, Members members, Clock clock) {
        this.authority = authority;
        this.members = members;
        this.clock = clock;
        this.pace = new Pace(PER_MINUTE, Duration.ofMinutes(1), clock);
    }

    WebAnswer apply(Did caller, Optional<JsonNode> body) throws WebRefusal {
        pace.require(caller.value());
        var application = body.orElseThrow(() -> invalid("the application is missing"));
        for (var field : application.properties()) {
            if (!KEYS.contains(field.getKey())) {
                throw invalid("unknown key '" + field.getKey() + "'; known: code, name, legalName, registerNumber,"
                        + " protocolEndpoint, rulebookVersion");
            }
        }
        var applicant = applicant(caller, application);
        var code = text(application, "code");
        if (!InvitationCode.isOne(code)) {
            throw refusal(Obstacle.CODE_UNKNOWN);
        }
        var outcome = members.apply(applicant, new InvitationCode(code).sha256(), clock.instant());
        if (outcome instanceof Members.Received received) {
            return WebAnswer.json(201, json(received.member()));
        }
        if (outcome instanceof Members.Repeated repeated) {
            return WebAnswer.json(200, json(repeated.member()));
        }
        throw refusal(((Members.Refused) outcome).obstacle());
    }

    private Applicant applicant(Did caller, JsonNode application) throws WebRefusal {
        if (!text(application, "rulebookVersion").equals(authority.rulebook().version())) {
            throw new WebRefusal(
                    409,
                    "Other rulebook",
                    "the rulebook in force is version " + authority.rulebook().version()
                            + "; read it, accept that version and apply again");
        }
        try {
            return new Applicant(
                    caller,
                    text(application, "name"),
                    text(application, "legalName"),
                    text(application, "registerNumber"),
                    URI.create(text(application, "protocolEndpoint")),
                    text(application, "rulebookVersion"));
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    WebAnswer mine(Did caller) throws WebRefusal {
        pace.require(caller.value());
        var member = members.find(caller)
                .orElseThrow(() -> new WebRefusal(404, "Not found", "this firm has not applied here"));
        return WebAnswer.json(200, json(member));
    }

    private static ObjectNode json(Member member) {
        var firm = member.firm();
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("state", member.standing().name().toLowerCase(Locale.ROOT))
                .put("id", member.id().value())
                .put("name", firm.name())
                .put("legalName", firm.legalName())
                .put("registerNumber", firm.registerNumber())
                .put("protocolEndpoint", firm.protocolEndpoint().toString())
                .put("rulebookVersion", firm.rulebookVersion())
                .put("appliedAt", member.appliedAt().toString());
        if (!member.reason().isEmpty()) {
            json.put("reason", member.reason());
        }
        member.check()
                .ifPresent(check -> json.put("checkedBy", check.by())
                        .put("checkedOn", check.on().toString()));
        var credentials = json.putArray("credentials");
        member.attestations().stream().map(of -> of.type()).distinct().forEach(credentials::add);
        return json;
    }

    private static String text(JsonNode application, String key) throws WebRefusal {
        var value = application.path(key);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw invalid("'" + key + "' is missing; it must be a text");
        }
        return value.asText();
    }

    static WebRefusal refusal(Obstacle obstacle) {
        return switch (obstacle) {
            case CODE_UNKNOWN -> new WebRefusal(404, "Unknown invitation", "this authority gave no such invitation");
            case CODE_EXPIRED ->
                new WebRefusal(
                        410, "Expired invitation", "the invitation has expired; ask the coordinator for a new one");
            case CODE_WITHDRAWN ->
                new WebRefusal(
                        410, "Withdrawn invitation", "the invitation was withdrawn; ask the coordinator for a new one");
            case CODE_USED ->
                new WebRefusal(
                        409,
                        "Used invitation",
                        "the invitation was used by another firm or with other data; ask the coordinator for a new one");
            case NAME_TAKEN ->
                new WebRefusal(409, "Name taken", "another firm has this short name here; choose another 'name'");
            case REGISTER_NUMBER_TAKEN ->
                new WebRefusal(
                        409,
                        "Register number taken",
                        "another firm has this register number here; check it, or ask the coordinator");
            case KNOWN_ALREADY ->
                new WebRefusal(
                        409,
                        "Known already",
                        "this firm is a member or waits for approval already, with other data; ask the coordinator");
        };
    }

    private static WebRefusal invalid(String detail) {
        return new WebRefusal(400, "Invalid request", detail);
    }
}
