// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.PeerLogs.PeerException;
import org.sluis.extensions.policylog.seal.KeptSeals.KeptSeal;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * The consumer's part: proposes, signs what the provider signed, and hands the seal over. Goes on where an earlier attempt, or
 * another replica, came to.
 */
final class ConsumerSealing {

    private static final String PATH = "/exchange/seal";

    private final PeerLogs peers;
    private final SealRecord record;
    private final SealChecks checks;
    private final LogPlace own;

    ConsumerSealing(PeerLogs peers, SealRecord record, SealChecks checks, LogPlace own) {
        this.peers = peers;
        this.record = record;
        this.checks = checks;
        this.own = own;
    }

    /**
     * Seals an agreement; returns once both logs name the seal.
     *
     * @throws PeerException if the provider cannot be asked or refuses
     * @throws MalformedEvidenceException if what the provider says is not what we agreed on
     */
    void seal(Agreement agreement) throws PeerException, MalformedEvidenceException, RecordUnavailableException {
        var kept = record.kept().find(agreement.id());
        if (kept.filter(KeptSeal::logged).isPresent()) {
            return;
        }
        var complete = kept.flatMap(KeptSeal::complete);
        if (complete.isEmpty()) {
            var signed = signed(begun(agreement), agreement);
            complete = record.kept().complete(agreement.id(), signed.json()).complete();
        }
        handOver(Seal.kept(complete.orElseThrow()), agreement);
        var unused = record.logged(record.kept().find(agreement.id()).orElseThrow(), agreement);
    }

    /** What the provider answers to our proposal: its half, or the whole of an earlier seal that we have lost. */
    private Seal begun(Agreement agreement) throws PeerException, MalformedEvidenceException {
        var proposal = new Proposal(Terms.of(agreement), own.side(agreement.id()));
        var seal = Seal.read(peers.post(provider(agreement), PATH, proposal.message()));
        var content = checks.content(seal, agreement);
        if (!seal.isComplete()) {
            Members.require(
                    content.consumerSide().equals(proposal.consumerSide()),
                    "the provider's half says something else about our log than we do");
            checks.requirePublished(content.providerSide(), agreement.provider());
        }
        checks.requireSignature(seal, 0, agreement.provider());
        return seal;
    }

    private Seal signed(Seal seal, Agreement agreement) throws MalformedEvidenceException {
        if (!seal.isComplete()) {
            return seal.with(checks.signatures().sign(Seal.TYPE, seal.content().bytes()));
        }
        checks.requireSignature(seal, 1, agreement.consumer());
        return seal;
    }

    private void handOver(Seal seal, Agreement agreement) throws PeerException, MalformedEvidenceException {
        try {
            var theirs = Seal.read(peers.post(provider(agreement), PATH, seal.json()));
            if (!theirs.equals(seal)) {
                adopt(theirs, seal, agreement);
            }
        } catch (PeerException e) {
            if (e.isRefusal()) {
                // it no longer has its half: the next attempt proposes again
                record.kept().forgetComplete(agreement.id(), seal.json());
            }
            throw e;
        }
    }

    /** The provider holds another seal, which one of our replicas signed as well: its log names that one already. */
    private void adopt(Seal theirs, Seal ours, Agreement agreement) throws MalformedEvidenceException {
        var unused = checks.content(theirs, agreement);
        checks.requireComplete(theirs, agreement);
        record.kept().forgetComplete(agreement.id(), ours.json());
        var kept = record.kept().complete(agreement.id(), theirs.json());
        Members.require(
                kept.complete().equals(Optional.of(theirs.json())), "our log names another seal than the provider's");
    }

    private static Did provider(Agreement agreement) {
        return new Did(agreement.provider());
    }
}
