// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.Rfc8785;

/**
 * What both parties sign.
 *
 * @param sealedAt when the provider signed, in milliseconds: both logs say that it happened then
 */
record SealPayload(Terms terms, LogSide providerSide, LogSide consumerSide, Instant sealedAt) {

    private static final Set<String> PARTIES = Set.of("provider", "consumer");
    private static final Set<String> NAMES = names();

    private static Set<String> names() {
        var names = new TreeSet<>(Terms.NAMES);
        names.addAll(Set.of("streams", "origins", "logKeys", "retention", "sealedAt"));
        return Set.copyOf(names);
    }

    /** RFC 8785. */
    byte[] bytes() {
        var members = terms.members();
        members.put("streams", both(LogSide::stream));
        members.put("origins", both(LogSide::origin));
        members.put("logKeys", both(LogSide::logKey));
        members.put("retention", both(LogSide::retention));
        members.put("sealedAt", sealedAt.toString());
        return Rfc8785.bytes(members);
    }

    private Map<String, String> both(Function<LogSide, String> member) {
        return Map.of("provider", member.apply(providerSide), "consumer", member.apply(consumerSide));
    }

    static SealPayload read(byte[] json) throws MalformedEvidenceException {
        var members = Members.of(json, "seal", NAMES);
        var payload = new SealPayload(
                Terms.of(members), side(members, "provider"), side(members, "consumer"), members.time("sealedAt"));
        Members.require(Arrays.equals(payload.bytes(), json), "seal: not in its RFC 8785 spelling");
        return payload;
    }

    private static LogSide side(Members members, String party) throws MalformedEvidenceException {
        return LogSide.checked(
                members.object("streams", PARTIES).text(party),
                members.object("origins", PARTIES).text(party),
                members.object("logKeys", PARTIES).text(party),
                members.object("retention", PARTIES).text(party));
    }
}
