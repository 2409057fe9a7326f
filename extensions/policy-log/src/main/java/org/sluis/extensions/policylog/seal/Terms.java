// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.policies.usage.Agreement;

/** What both parties must have agreed on alike, as each of them froze it. */
record Terms(
        String agreementId, String provider, String consumer, String datasetId, Instant signedAt, String policyDigest) {

    static final Set<String> NAMES =
            Set.of("v", "agreementId", "provider", "consumer", "datasetId", "signedAt", "policyDigest");
    static final int VERSION = 1;

    static Terms of(Agreement agreement) {
        return new Terms(
                agreement.id(),
                agreement.provider(),
                agreement.consumer(),
                agreement.dataset(),
                agreement.signedAt().truncatedTo(ChronoUnit.SECONDS),
                agreement.sha256());
    }

    static Terms of(Members members) throws MalformedEvidenceException {
        Members.require(members.number("v") == VERSION, members.what() + ": v must be " + VERSION);
        return new Terms(
                members.text("agreementId"),
                members.text("provider"),
                members.text("consumer"),
                members.text("datasetId"),
                members.time("signedAt"),
                members.text("policyDigest"));
    }

    Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("v", VERSION);
        members.put("agreementId", agreementId);
        members.put("provider", provider);
        members.put("consumer", consumer);
        members.put("datasetId", datasetId);
        members.put("signedAt", signedAt.toString());
        members.put("policyDigest", policyDigest);
        return members;
    }

    /** Names of the members that the other terms have differently. */
    List<String> differences(Terms other) {
        var theirs = other.members();
        var differing = new ArrayList<String>();
        members().forEach((name, value) -> {
            if (!value.equals(theirs.get(name))) {
                differing.add(name);
            }
        });
        return List.copyOf(differing);
    }
}
