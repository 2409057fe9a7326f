// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.sluis.extensions.authority.issuance.Issuances;
import org.sluis.extensions.authority.membership.Invitation;
import org.sluis.extensions.authority.membership.Invitations;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.management.Answers;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreements;

/** What the coordinator sees of a member. */
public final class MemberAnswers {

    private static final int MOST = 1_000;

    private final Issuances issuances;
    private final Invitations invitations;
    private final Agreements agreements;

    public MemberAnswers(Issuances issuances, Invitations invitations, Agreements agreements) {
        this.issuances = issuances;
        this.invitations = invitations;
        this.agreements = agreements;
    }

    static String word(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    ObjectNode json(Member member) {
        var firm = member.firm();
        var json = Answers.JSON
                .createObjectNode()
                .put("name", firm.name())
                .put("id", member.id().value())
                .put("state", word(member.standing()))
                .put("legalName", firm.legalName())
                .put("registerNumber", firm.registerNumber())
                .put("protocolEndpoint", firm.protocolEndpoint().toString())
                .put("rulebookVersion", firm.rulebookVersion())
                .put("appliedAt", member.appliedAt().toString());
        member.check()
                .ifPresent(check -> json.put("checkedBy", check.by())
                        .put("checkedOn", check.on().toString()));
        if (!member.reason().isEmpty()) {
            json.put("reason", member.reason());
        }
        Bodies.put(json, member.entitlements());
        return json;
    }

    /** With the invitation's hint, the credentials and the agreements. */
    ObjectNode full(Member member) {
        var json = json(member);
        member.invitation().flatMap(this::invitation).ifPresent(invitation -> {
            invitation.legalName().ifPresent(name -> json.put("invitedAs", name));
            json.put("invitedBy", invitation.createdBy());
        });
        var credentials = json.putArray("credentials");
        issuances.issuedTo(member.id()).stream()
                .limit(MOST)
                .forEach(issuance -> credentials
                        .addObject()
                        .put("id", "urn:uuid:" + issuance.id())
                        .put("type", issuance.attestation().type())
                        .put("issuedAt", issuance.issuedAt().toString())
                        .put("expiresAt", issuance.expiresAt().toString())
                        .put("withdrawn", issuance.withdrawn()));
        putAgreements(json, member);
        return json;
    }

    private Optional<Invitation> invitation(UUID id) {
        return invitations.list(10_000).stream()
                .filter(invitation -> invitation.id().equals(id))
                .findFirst();
    }

    /** What a suspension would hit, where known: members do not tell the authority what they agree with each other. */
    private void putAgreements(ObjectNode json, Member member) {
        var list = json.putArray("agreements");
        var party = member.id().value();
        agreements.list().stream()
                .filter(agreement -> agreement.state() == AgreementState.ACTIVE)
                .filter(agreement -> agreement.provider().equals(party)
                        || agreement.consumer().equals(party))
                .limit(MOST)
                .forEach(agreement -> list.addObject()
                        .put("id", agreement.id())
                        .put("provider", agreement.provider())
                        .put("consumer", agreement.consumer())
                        .put("dataset", agreement.dataset()));
        json.put("agreementsKnown", "those with this authority; members do not report theirs with each other");
    }
}
