// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.Rfc8785;

/** What the consumer begins with: the agreement as it froze it, and where it logs. */
record Proposal(Terms terms, LogSide consumerSide) {

    private static final Set<String> NAMES = names();

    private static Set<String> names() {
        var names = new TreeSet<>(Terms.NAMES);
        names.addAll(Set.of("stream", "origin", "logKey", "retention"));
        return Set.copyOf(names);
    }

    static Proposal read(JsonNode json) throws MalformedEvidenceException {
        var members = Members.of(json, "proposal", NAMES);
        return new Proposal(
                Terms.of(members),
                LogSide.checked(
                        members.text("stream"),
                        members.text("origin"),
                        members.text("logKey"),
                        members.text("retention")));
    }

    /** The message with it. */
    String message() {
        var members = terms.members();
        members.putAll(consumerSide.members());
        return Rfc8785.write(Map.of("proposal", members));
    }
}
