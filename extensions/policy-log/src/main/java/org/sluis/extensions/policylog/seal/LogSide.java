// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.util.Map;
import java.util.regex.Pattern;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.note.SignatureType;
import org.sluis.policies.log.note.VerifierKey;

/**
 * Where one party logs what happens under an agreement.
 *
 * @param stream of the agreement in that party's log, in hex
 * @param origin of the log
 * @param logKey vkey with which the log signs
 * @param retention how long entries are kept, an ISO 8601 duration
 */
public record LogSide(String stream, String origin, String logKey, String retention) {

    private static final Pattern DURATION = Pattern.compile("P(?=.)([0-9]{1,6}[YMWD]){0,4}");

    static LogSide checked(String stream, String origin, String logKey, String retention)
            throws MalformedEvidenceException {
        Members.require(StreamId.fromHex(stream).isPresent(), "stream must be 64 hexadecimal digits");
        var key = VerifierKey.parse(logKey).filter(vkey -> vkey.type() == SignatureType.ED25519);
        Members.require(key.isPresent(), "logKey must be a vkey of type 01");
        Members.require(key.get().name().equals(origin), "logKey must have the log's origin as its name");
        Members.require(DURATION.matcher(retention).matches(), "retention must be an ISO 8601 duration like P10Y");
        return new LogSide(stream, origin, logKey, retention);
    }

    Map<String, String> members() {
        return Map.of("stream", stream, "origin", origin, "logKey", logKey, "retention", retention);
    }
}
