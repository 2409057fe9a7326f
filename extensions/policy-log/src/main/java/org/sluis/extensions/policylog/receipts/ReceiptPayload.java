// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import com.nimbusds.jose.util.Base64URL;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.Rfc8785;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.StreamId;

/**
 * What a consumer says that it received.
 *
 * @param useId the provider's name of the use, from {@code Sluis-Use}
 * @param stream of the agreement in the consumer's log
 * @param entry id of the entry in the consumer's log that says so; its index follows from it, and was not known when this was
 *     signed, since the entry holds the receipt's hash
 */
record ReceiptPayload(
        String agreementId,
        String provider,
        String consumer,
        String datasetId,
        UUID useId,
        String consumerPid,
        String providerPid,
        long bytes,
        String sha256,
        Instant receivedAt,
        String stream,
        UUID entry) {

    static final String TYPE = "sluis-receipt+jwt";

    private static final int VERSION = 1;
    private static final long LARGEST = (1L << 53) - 1;
    private static final Set<String> NAMES = Set.of(
            "v",
            "agreementId",
            "provider",
            "consumer",
            "datasetId",
            "useId",
            "consumerPid",
            "providerPid",
            "bytes",
            "sha256",
            "receivedAt",
            "stream",
            "entry");

    /** RFC 8785. */
    byte[] json() {
        var members = new HashMap<String, Object>();
        members.put("v", VERSION);
        members.put("agreementId", agreementId);
        members.put("provider", provider);
        members.put("consumer", consumer);
        members.put("datasetId", datasetId);
        members.put("useId", useId.toString());
        members.put("consumerPid", consumerPid);
        members.put("providerPid", providerPid);
        members.put("bytes", bytes);
        members.put("sha256", sha256);
        members.put("receivedAt", receivedAt.toString());
        members.put("stream", stream);
        members.put("entry", entry.toString());
        return Rfc8785.bytes(members);
    }

    static ReceiptPayload read(byte[] json) throws MalformedEvidenceException {
        var members = Members.of(json, "receipt", NAMES);
        Members.require(members.number("v") == VERSION, "receipt: v must be " + VERSION);
        var payload = new ReceiptPayload(
                members.text("agreementId"),
                members.text("provider"),
                members.text("consumer"),
                members.text("datasetId"),
                uuid(members, "useId"),
                members.text("consumerPid"),
                members.text("providerPid"),
                members.number("bytes"),
                members.text("sha256"),
                members.time("receivedAt"),
                members.text("stream"),
                uuid(members, "entry"));
        Members.require(payload.bytes <= LARGEST, "receipt: bytes is too large");
        Members.require(Hash.fromHex(payload.sha256).isPresent(), "receipt: sha256 must be 64 hexadecimal digits");
        Members.require(StreamId.fromHex(payload.stream).isPresent(), "receipt: stream must be 64 hexadecimal digits");
        Members.require(Arrays.equals(payload.json(), json), "receipt: not in its RFC 8785 spelling");
        return payload;
    }

    /** Reads what we kept, signed or checked by us before. */
    static ReceiptPayload kept(String jws) {
        try {
            return read(new Base64URL(jws.split("\\.", -1)[1]).decode());
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("a kept receipt is damaged: " + e.getMessage());
        }
    }

    /** The member {@code corr} of both sides' entries. */
    Map<String, String> correlation() {
        return Map.of(
                "agreementId", agreementId,
                "consumerPid", consumerPid,
                "providerPid", providerPid,
                "flowId", useId.toString(),
                "datasetId", datasetId);
    }

    private static UUID uuid(Members members, String name) throws MalformedEvidenceException {
        try {
            return UUID.fromString(members.text(name));
        } catch (IllegalArgumentException e) {
            throw new MalformedEvidenceException("receipt: " + name + " must be a UUID");
        }
    }
}
