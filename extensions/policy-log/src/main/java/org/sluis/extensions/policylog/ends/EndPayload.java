// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.ends;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.Rfc8785;
import org.sluis.policies.decision.Facts.AgreementState;

/**
 * What somebody signs who ended an agreement.
 *
 * @param by DID of who ended it
 * @param to DID of the other party
 * @param at in milliseconds
 */
record EndPayload(String agreementId, String by, String to, AgreementState state, String reason, Instant at) {

    static final String TYPE = "sluis-end+jwt";

    private static final long VERSION = 1;
    private static final Set<String> NAMES = Set.of("v", "agreementId", "by", "to", "state", "reason", "at");

    /** RFC 8785. */
    byte[] bytes() {
        return Rfc8785.bytes(Map.of(
                "v", VERSION,
                "agreementId", agreementId,
                "by", by,
                "to", to,
                "state", state.name(),
                "reason", reason,
                "at", at.toString()));
    }

    static EndPayload read(byte[] json) throws MalformedEvidenceException {
        var members = Members.of(json, "notice", NAMES);
        Members.require(members.number("v") == VERSION, "notice: v must be " + VERSION);
        var payload = new EndPayload(
                members.text("agreementId"),
                members.text("by"),
                members.text("to"),
                state(members.text("state")),
                members.text("reason"),
                members.time("at"));
        Members.require(Arrays.equals(payload.bytes(), json), "notice: not in its RFC 8785 spelling");
        return payload;
    }

    private static AgreementState state(String name) throws MalformedEvidenceException {
        return switch (name) {
            case "ENDED" -> AgreementState.ENDED;
            case "REVOKED" -> AgreementState.REVOKED;
            default -> throw new MalformedEvidenceException("notice: state must be ENDED or REVOKED");
        };
    }
}
