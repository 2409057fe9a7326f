// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.MessageResource;
import org.sluis.extensions.policylog.seal.KeptSeals.KeptSeal;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * The provider's part: answers a proposal with the whole payload and its signature, and takes the seal once the consumer signed
 * it. Each step may come again and has the same result.
 */
public final class ProviderSealing implements MessageResource.Message {

    private final Agreements agreements;
    private final SealRecord record;
    private final SealChecks checks;
    private final LogPlace own;

    ProviderSealing(Agreements agreements, SealRecord record, SealChecks checks, LogPlace own) {
        this.agreements = agreements;
        this.record = record;
        this.checks = checks;
        this.own = own;
    }

    @Override
    public WebAnswer answer(Did sender, JsonNode body) throws WebRefusal, RecordUnavailableException {
        try {
            var seal = body.has("proposal")
                    ? proposed(sender, Proposal.read(body.get("proposal")))
                    : completed(sender, Seal.read(body));
            return WebAnswer.text(200, "application/json", seal.json());
        } catch (MalformedEvidenceException e) {
            throw new WebRefusal(400, "Bad request", e.getMessage());
        }
    }

    private Seal proposed(Did sender, Proposal proposal) throws WebRefusal, RecordUnavailableException {
        var agreement = agreement(sender, proposal.terms().agreementId());
        try {
            SealChecks.requireSame(Terms.of(agreement), proposal.terms());
        } catch (MalformedEvidenceException e) {
            throw refused(agreement, "seal-differs", e.getMessage());
        }
        var kept = record.kept().find(agreement.id());
        if (kept.flatMap(KeptSeal::complete).isPresent()) {
            return record.logged(kept.get(), agreement);
        }
        var half = kept.flatMap(KeptSeal::half);
        if (half.isPresent() && consumerSide(half.get()).equals(Optional.of(proposal.consumerSide()))) {
            return Seal.kept(half.get());
        }
        try {
            checks.requirePublished(proposal.consumerSide(), agreement.consumer());
        } catch (MalformedEvidenceException e) {
            throw refused(agreement, "seal-log-key", e.getMessage());
        }
        return begun(agreement, proposal, half);
    }

    /** The consumer's log may have another key by now; what was not completed is begun anew. */
    private Seal begun(Agreement agreement, Proposal proposal, Optional<String> old) {
        var payload = new SealPayload(
                Terms.of(agreement),
                own.side(agreement.id()),
                proposal.consumerSide(),
                checks.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        var half = Seal.begunWith(checks.signatures().sign(Seal.TYPE, payload.bytes()));
        var now = record.kept().half(agreement.id(), old, half.json());
        return Seal.kept(now.complete().or(now::half).orElseThrow());
    }

    private Seal completed(Did sender, Seal seal)
            throws WebRefusal, RecordUnavailableException, MalformedEvidenceException {
        Members.require(seal.isComplete(), "the seal must have both signatures");
        var agreement = agreement(sender, seal.content().terms().agreementId());
        var kept = record.kept().find(agreement.id());
        if (kept.flatMap(KeptSeal::complete).isPresent()) {
            return record.logged(kept.get(), agreement);
        }
        try {
            var unused = checks.content(seal, agreement);
        } catch (MalformedEvidenceException e) {
            throw refused(agreement, "seal-differs", e.getMessage());
        }
        if (!kept.flatMap(KeptSeal::half)
                .filter(half -> isBegunWith(seal, half))
                .isPresent()) {
            throw refused(agreement, "seal-not-begun", "this is not what we signed; propose the seal again");
        }
        try {
            checks.requireSignature(seal, 1, agreement.consumer());
        } catch (MalformedEvidenceException e) {
            throw refused(agreement, "seal-signature", e.getMessage());
        }
        return record.logged(record.kept().complete(agreement.id(), seal.json()), agreement);
    }

    private static boolean isBegunWith(Seal seal, String half) {
        var ours = Seal.kept(half);
        return seal.payload().equals(ours.payload())
                && seal.halves().get(0).equals(ours.halves().get(0));
    }

    private static Optional<LogSide> consumerSide(String half) {
        try {
            return Optional.of(Seal.kept(half).content().consumerSide());
        } catch (MalformedEvidenceException e) {
            return Optional.empty();
        }
    }

    private Agreement agreement(Did sender, String id) throws WebRefusal, RecordUnavailableException {
        var known = agreements
                .find(id)
                .orElseThrow(() -> new WebRefusal(404, "Not found", "no agreement with this id is known here"));
        if (known.side() != Agreement.Side.PROVIDER || !known.consumer().equals(sender.value())) {
            record.log().refused(sender.value(), Optional.empty(), "seal of " + id, "not-a-party", "");
            throw new WebRefusal(403, "Forbidden", "only the consumer of an agreement seals it with its provider");
        }
        return known;
    }

    private WebRefusal refused(Agreement agreement, String code, String detail) throws RecordUnavailableException {
        record.log().refused(agreement.consumer(), Optional.of(agreement.id()), "seal", code, detail);
        return new WebRefusal(409, "Not this seal", detail);
    }
}
