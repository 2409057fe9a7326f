// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.Rfc8785;
import org.sluis.extensions.web.StrictJson;
import org.sluis.extensions.web.StrictJson.InvalidJsonException;
import org.sluis.policies.log.Sha256;

/**
 * A JWS in general JSON serialization (RFC 7515 section 7.2.1), signed by the provider and, once it is complete, by the consumer
 * as the second. What it says is not checked here.
 *
 * @param payload base64url
 */
record Seal(String payload, List<Half> halves) {

    static final String TYPE = "sluis-seal+jwt";

    private static final int PARTIES = 2;

    Seal {
        halves = List.copyOf(halves);
    }

    /** One signature: protected header and value, base64url. */
    record Half(String header, String signature) {}

    /** From a compact JWS with the provider's signature. */
    static Seal begunWith(String compact) {
        var parts = compact.split("\\.", -1);
        return new Seal(parts[1], List.of(new Half(parts[0], parts[2])));
    }

    /** The same with the consumer's signature, a compact JWS over the same payload. */
    Seal with(String compact) {
        var parts = compact.split("\\.", -1);
        if (!parts[1].equals(payload) || isComplete()) {
            throw new IllegalArgumentException("not the second signature over this payload");
        }
        return new Seal(payload, List.of(halves.get(0), new Half(parts[0], parts[2])));
    }

    static Seal read(JsonNode json) throws MalformedEvidenceException {
        var node = Members.of(json, "seal", Set.of("payload", "signatures")).node();
        Members.require(node.get("signatures").isArray(), "seal: signatures must be a list");
        var halves = new ArrayList<Half>();
        for (var signature : node.get("signatures")) {
            var half = Members.of(signature, "signature", Set.of("protected", "signature"));
            halves.add(new Half(half.text("protected"), half.text("signature")));
        }
        Members.require(!halves.isEmpty() && halves.size() <= PARTIES, "a seal has one or two signatures");
        var payload = node.get("payload");
        Members.require(payload.isTextual() && !payload.textValue().isEmpty(), "seal: payload must be a text");
        return new Seal(payload.textValue(), halves);
    }

    /** Reads what we kept. */
    static Seal kept(String json) {
        try {
            return read(StrictJson.object(json));
        } catch (InvalidJsonException | MalformedEvidenceException e) {
            throw new IllegalStateException("a kept seal is damaged: " + e.getMessage());
        }
    }

    /** What it says, whoever signed it. */
    SealPayload content() throws MalformedEvidenceException {
        return SealPayload.read(new Base64URL(payload).decode());
    }

    boolean isComplete() {
        return halves.size() == PARTIES;
    }

    /** One of its signatures as a compact JWS. */
    String compact(int half) {
        return halves.get(half).header() + "." + payload + "."
                + halves.get(half).signature();
    }

    /** The one spelling of the file that both sides keep. */
    String json() {
        var signatures = halves.stream()
                .map(half -> Map.of("protected", half.header(), "signature", half.signature()))
                .toList();
        return Rfc8785.write(Map.of("payload", payload, "signatures", signatures));
    }

    /** Lower-case hex. */
    String sha256() {
        return Sha256.of(json().getBytes(StandardCharsets.UTF_8)).hex();
    }
}
