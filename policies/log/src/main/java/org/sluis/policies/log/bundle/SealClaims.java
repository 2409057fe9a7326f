// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Set;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.note.SignatureType;
import org.sluis.policies.log.note.VerifierKey;

/** What both parties of an agreement sign about it and about their logs. */
record SealClaims(
        String agreementId,
        String provider,
        String consumer,
        String datasetId,
        String policyDigest,
        String sealedAt,
        Side providerSide,
        Side consumerSide) {

    static final String TYPE = "sluis-seal+jwt";

    private static final Set<String> NAMES = Set.of(
            "v",
            "agreementId",
            "provider",
            "consumer",
            "datasetId",
            "signedAt",
            "policyDigest",
            "streams",
            "origins",
            "logKeys",
            "retention",
            "sealedAt");
    private static final Set<String> PARTIES = Set.of(Parties.PROVIDER, Parties.CONSUMER);

    /** Where a party logs. */
    record Side(StreamId stream, String origin, VerifierKey logKey) {}

    static SealClaims of(String file, JsonObject json) throws UnreadableBundleException {
        var fields = new JsonFields(file, json);
        fields.only(NAMES);
        if (fields.number("v") != 1) {
            throw fields.wrong("v");
        }
        var unused = fields.text("signedAt");
        return new SealClaims(
                fields.text("agreementId"),
                fields.text("provider"),
                fields.text("consumer"),
                fields.text("datasetId"),
                fields.text("policyDigest"),
                fields.text("sealedAt"),
                side(file, fields, Parties.PROVIDER),
                side(file, fields, Parties.CONSUMER));
    }

    private static Side side(String file, JsonFields fields, String party) throws UnreadableBundleException {
        var origin = both(file, fields, "origins").text(party);
        var unused = both(file, fields, "retention").text(party);
        return new Side(
                StreamId.fromHex(both(file, fields, "streams").text(party)).orElseThrow(() -> fields.wrong("streams")),
                origin,
                VerifierKey.parse(both(file, fields, "logKeys").text(party))
                        .filter(key -> key.type() == SignatureType.ED25519
                                && key.name().equals(origin))
                        .orElseThrow(() -> fields.wrong("logKeys")));
    }

    private static JsonFields both(String file, JsonFields fields, String name) throws UnreadableBundleException {
        var both = new JsonFields(file, fields.object(name));
        both.only(PARTIES);
        return both;
    }

    /** Where that party, {@code provider} or {@code consumer}, logs. */
    Side side(String party) {
        return party.equals(Parties.PROVIDER) ? providerSide : consumerSide;
    }
}
