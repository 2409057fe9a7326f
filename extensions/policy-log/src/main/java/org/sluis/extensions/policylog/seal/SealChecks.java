// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.policies.log.note.VerifierKey;
import org.sluis.policies.usage.Agreement;

/** Looks at seals before we believe or sign them. */
record SealChecks(Signatures signatures, PeerLogs peers, Clock clock) {

    /** How far the clocks of two parties may be apart. */
    static final Duration SKEW = Duration.ofMinutes(10);

    /** What a seal says, if that is what we froze. */
    SealPayload content(Seal seal, Agreement agreement) throws MalformedEvidenceException {
        var content = seal.content();
        requireSame(Terms.of(agreement), content.terms());
        requirePlausible(content.sealedAt(), agreement.signedAt());
        return content;
    }

    static void requireSame(Terms ours, Terms theirs) throws MalformedEvidenceException {
        var differences = ours.differences(theirs);
        Members.require(
                differences.isEmpty(), "the seal differs from the agreement here in " + String.join(", ", differences));
    }

    private void requirePlausible(Instant sealedAt, Instant signedAt) throws MalformedEvidenceException {
        Members.require(
                !sealedAt.isAfter(clock.instant().plus(SKEW)) && !sealedAt.isBefore(signedAt.minus(SKEW)),
                "sealedAt is in the future or before the agreement; are both clocks right?");
    }

    /** Passes if the signature at that place is by that party. */
    void requireSignature(Seal seal, int half, String party) throws MalformedEvidenceException {
        Members.require(Did.isOne(party), party + " is no DID, so it cannot sign");
        var unused = signatures.verified(seal.compact(half), Seal.TYPE, new Did(party));
    }

    /** Passes if the party's DID document has the key that its log is said to sign with. */
    void requirePublished(LogSide side, String party) throws MalformedEvidenceException {
        var key = VerifierKey.parse(side.logKey());
        Members.require(
                Did.isOne(party)
                        && key.filter(vkey -> peers.publishes(new Did(party), vkey))
                                .isPresent(),
                "the log key of " + party + " is not in its DID document");
    }

    /** Passes if both parties signed. */
    void requireComplete(Seal seal, Agreement agreement) throws MalformedEvidenceException {
        Members.require(seal.isComplete(), "the seal has one signature only");
        requireSignature(seal, 0, agreement.provider());
        requireSignature(seal, 1, agreement.consumer());
    }
}
