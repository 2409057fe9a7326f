// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Set;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.leaf.StreamId;

/** What a consumer signs about a body that it received. */
record ReceiptClaims(
        String agreementId,
        String provider,
        String consumer,
        String datasetId,
        String useId,
        String consumerPid,
        String providerPid,
        long bytes,
        String sha256,
        String receivedAt,
        StreamId stream,
        String entry) {

    static final String TYPE = "sluis-receipt+jwt";

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

    static ReceiptClaims of(String file, JsonObject json) throws UnreadableBundleException {
        var fields = new JsonFields(file, json);
        fields.only(NAMES);
        if (fields.number("v") != 1) {
            throw fields.wrong("v");
        }
        return new ReceiptClaims(
                fields.text("agreementId"),
                fields.text("provider"),
                fields.text("consumer"),
                fields.text("datasetId"),
                fields.text("useId"),
                fields.text("consumerPid"),
                fields.text("providerPid"),
                fields.number("bytes"),
                Hash.fromHex(fields.text("sha256"))
                        .orElseThrow(() -> fields.wrong("sha256"))
                        .hex(),
                fields.text("receivedAt"),
                StreamId.fromHex(fields.text("stream")).orElseThrow(() -> fields.wrong("stream")),
                fields.text("entry"));
    }
}
