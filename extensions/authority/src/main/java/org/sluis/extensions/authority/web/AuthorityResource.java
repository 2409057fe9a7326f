// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.sluis.extensions.authority.AuthoritySettings;
import org.sluis.extensions.authority.membership.Attestation;
import org.sluis.extensions.authority.membership.InvitationCode;
import org.sluis.extensions.authority.membership.Invitations;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.keys.SigningKeys;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;

/** {@code /authority}: invitations, applications, the member directory and the trust list. */
public final class AuthorityResource implements WebResource {

    private static final Duration TRUST_LIST_VALIDITY = Duration.ofDays(30);
    private static final int LOOK_UPS_PER_MINUTE = 300;

    private final AuthoritySettings authority;
    private final Invitations invitations;
    private final Members members;
    private final SigningKeys keys;
    private final Callers callers;
    private final Applications applications;
    private final Pace lookUps;
    private final Clock clock;

    public AuthorityResource(
            AuthoritySettings authority,
            Invitations invitations,
            Members members,
            SigningKeys keys,
            TokenVerifier tokens,
            Clock clock) {
        this.authority = authority;
        this.invitations = invitations;
        this.members = members;
        this.keys = keys;
        this.callers = new Callers(tokens);
        this.applications = new Applications(authority, members, clock);
        this.lookUps = new Pace(LOOK_UPS_PER_MINUTE, Duration.ofMinutes(1), clock);
        this.clock = clock;
    }

    @Override
    public WebAnswer answer(WebRequest request) throws WebRefusal {
        var path = request.path();
        if (request.method().equals("POST") && path.equals("/applications")) {
            return applications.apply(callers.require(request), request.body());
        }
        if (!request.method().equals("GET")) {
            throw notFound();
        }
        if (path.equals("/applications/mine")) {
            return applications.mine(callers.require(request));
        }
        if (path.equals("/members")) {
            return directory(request);
        }
        if (path.equals("/trust")) {
            return WebAnswer.text(200, "application/jwt", trustList());
        }
        if (path.startsWith("/invitations/")) {
            return invitation(path.substring("/invitations/".length()));
        }
        throw notFound();
    }

    private WebAnswer invitation(String code) throws WebRefusal {
        lookUps.require("");
        if (!InvitationCode.isOne(code)) {
            throw Applications.refusal(Members.Obstacle.CODE_UNKNOWN);
        }
        var invitation = invitations
                .byCode(new InvitationCode(code).sha256())
                .orElseThrow(() -> Applications.refusal(Members.Obstacle.CODE_UNKNOWN));
        var answer = JsonNodeFactory.instance
                .objectNode()
                .put("authority", authority.id().value())
                .put("name", authority.name())
                .put("expiresAt", invitation.expiresAt().toString());
        invitation.legalName().ifPresent(name -> answer.put("legalName", name));
        var rulebook =
                answer.putObject("rulebook").put("version", authority.rulebook().version());
        authority.rulebook().address().ifPresent(address -> rulebook.put("address", address));
        var obstacle = invitation.obstacle(clock.instant());
        // A used one is still shown: the firm that used it may take its onboarding up again.
        answer.put("used", invitation.usedBy().isPresent());
        if (obstacle.isPresent() && invitation.usedBy().isEmpty()) {
            throw Applications.refusal(obstacle.get());
        }
        return WebAnswer.json(200, answer);
    }

    private WebAnswer directory(WebRequest request) throws WebRefusal {
        var caller = callers.require(request);
        var all = members.list().stream()
                .filter(member -> member.standing() == Standing.APPROVED)
                .toList();
        if (all.stream().noneMatch(member -> member.id().equals(caller))) {
            throw new WebRefusal(403, "Not a member", "the directory is for members");
        }
        var answer = JsonNodeFactory.instance.objectNode();
        var list = answer.putArray("members");
        for (var member : all) {
            var entry = list.addObject()
                    .put("id", member.id().value())
                    .put("name", member.firm().name())
                    .put("legalName", member.firm().legalName())
                    .put("registerNumber", member.firm().registerNumber())
                    .put("protocolEndpoint", member.firm().protocolEndpoint().toString());
            var roles = entry.putArray("roles");
            member.entitlements().roles().forEach(roles::add);
            member.entitlements().connector().ifPresent(name -> entry.put("connector", name));
            member.check().ifPresent(check -> entry.put("checkedOn", check.on().toString()));
        }
        return WebAnswer.json(200, answer);
    }

    private String trustList() {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return keys.sign(new JWTClaimsSet.Builder()
                .issuer(authority.id().value())
                .subject(authority.id().value())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(TRUST_LIST_VALIDITY)))
                .claim("name", authority.name())
                .claim("rulebook", rulebook())
                .claim("issuers", List.of(Map.of("id", authority.id().value(), "types", Attestation.TYPES)))
                .build());
    }

    private Map<String, Object> rulebook() {
        var version = authority.rulebook().version();
        return authority
                .rulebook()
                .address()
                .<Map<String, Object>>map(address -> Map.of("version", version, "address", address))
                .orElse(Map.of("version", version));
    }

    private static WebRefusal notFound() {
        return new WebRefusal(404, "Not found", "the authority has applications, invitations, members and trust");
    }
}
