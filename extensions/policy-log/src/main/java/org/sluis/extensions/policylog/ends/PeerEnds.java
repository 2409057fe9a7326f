// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.ends;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.MessageResource;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PeerEnd;

/** Takes the other party's word that it ended an agreement; from the answer on it is ended here too. */
final class PeerEnds implements MessageResource.Message {

    /** How far the clocks of two parties may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private static final int LONGEST_REASON = 500;

    private final Agreements agreements;
    private final Signatures signatures;
    private final EvidenceLog log;
    private final Clock clock;

    PeerEnds(Agreements agreements, Signatures signatures, EvidenceLog log) {
        this.agreements = agreements;
        this.signatures = signatures;
        this.log = log;
        this.clock = log.clock();
    }

    @Override
    public WebAnswer answer(Did sender, JsonNode body) throws WebRefusal, RecordUnavailableException {
        var jws = notice(body);
        var said = verified(sender, jws);
        var agreement = agreements
                .find(said.agreementId())
                .orElseThrow(() -> new WebRefusal(404, "Not found", "no agreement with this id is known here"));
        requireParties(sender, said, agreement);
        requirePlausible(sender, said, agreement);
        agreements.endedByPeer(agreement.id(), new PeerEnd(said.state(), plain(said.reason()), said.at(), jws));
        return WebAnswer.json(200, JsonNodeFactory.instance.objectNode().put("agreementId", agreement.id()));
    }

    private static String notice(JsonNode body) throws WebRefusal {
        try {
            var notice = Members.of(body, "message", Set.of("notice")).node().get("notice");
            Members.require(notice.isTextual(), "notice must be a text");
            return notice.textValue();
        } catch (MalformedEvidenceException e) {
            throw new WebRefusal(400, "Bad request", e.getMessage());
        }
    }

    private EndPayload verified(Did sender, String jws) throws WebRefusal, RecordUnavailableException {
        try {
            return EndPayload.read(signatures.verified(jws, EndPayload.TYPE, sender));
        } catch (MalformedEvidenceException e) {
            log.refused(sender.value(), Optional.empty(), "notice of an end", "notice-unverified", e.getMessage());
            throw new WebRefusal(400, "Bad request", e.getMessage());
        }
    }

    private void requireParties(Did sender, EndPayload said, Agreement agreement)
            throws WebRefusal, RecordUnavailableException {
        var weProvide = agreement.side() == Agreement.Side.PROVIDER;
        var other = weProvide ? agreement.consumer() : agreement.provider();
        var self = weProvide ? agreement.provider() : agreement.consumer();
        if (!sender.value().equals(other)) {
            log.refused(sender.value(), Optional.empty(), "notice of the end of " + agreement.id(), "not-a-party", "");
            throw new WebRefusal(403, "Forbidden", "only a party of an agreement ends it");
        }
        require(said.by().equals(other) && said.to().equals(self), sender, agreement, "by and to");
        // Only a provider revokes.
        require(!weProvide || said.state() == AgreementState.ENDED, sender, agreement, "state");
    }

    private void requirePlausible(Did sender, EndPayload said, Agreement agreement)
            throws WebRefusal, RecordUnavailableException {
        var at = said.at();
        require(
                !at.isAfter(clock.instant().plus(SKEW))
                        && !at.isBefore(agreement.signedAt().minus(SKEW)),
                sender,
                agreement,
                "at");
    }

    private void require(boolean holds, Did sender, Agreement agreement, String member)
            throws WebRefusal, RecordUnavailableException {
        if (!holds) {
            var subject = "notice of the end of " + agreement.id();
            log.refused(sender.value(), Optional.of(agreement.id()), subject, "notice-wrong", member);
            throw new WebRefusal(409, "Conflict", "the notice does not fit what is known here: " + member);
        }
    }

    /** One line of a bounded length: it is shown to people. */
    private static String plain(String reason) {
        var line = reason.replaceAll("\\p{Cntrl}", " ");
        var end = line.offsetByCodePoints(0, Math.min(LONGEST_REASON, line.codePointCount(0, line.length())));
        return line.substring(0, end);
    }
}
