// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Seals and receipts as two firms sign them. */
public final class SampleStatements {

    public static final String AGREEMENT = "agreement-1";
    public static final String DATASET = "urn:sluis:production-status:own-orders";
    public static final String USE = "00000000-0000-4000-8000-000000000001";

    private SampleStatements() {}

    /** Members of the seal of that agreement, each as JSON. */
    public static Map<String, String> sealed(SampleFirm provider, SampleFirm consumer, String policyDigest) {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("v", "1"),
                Map.entry("agreementId", text(AGREEMENT)),
                Map.entry("provider", text(provider.did)),
                Map.entry("consumer", text(consumer.did)),
                Map.entry("datasetId", text(DATASET)),
                Map.entry("signedAt", text(time(0))),
                Map.entry("policyDigest", text(policyDigest)),
                Map.entry("streams", both(provider.agreement.toString(), consumer.agreement.toString())),
                Map.entry("origins", both(provider.origin, consumer.origin)),
                Map.entry(
                        "logKeys",
                        both(provider.key.key().vkey(), consumer.key.key().vkey())),
                Map.entry("retention", both("P10Y", "P10Y")),
                Map.entry("sealedAt", text(time(1)))));
    }

    /** Members of a receipt, each as JSON. */
    public static Map<String, String> received(
            SampleFirm provider, SampleFirm consumer, long second, long bytes, String sha256) {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("v", "1"),
                Map.entry("agreementId", text(AGREEMENT)),
                Map.entry("provider", text(provider.did)),
                Map.entry("consumer", text(consumer.did)),
                Map.entry("datasetId", text(DATASET)),
                Map.entry("useId", text(USE)),
                Map.entry("consumerPid", text("urn:uuid:consumer-1")),
                Map.entry("providerPid", text("urn:uuid:provider-1")),
                Map.entry("bytes", Long.toString(bytes)),
                Map.entry("sha256", text(sha256)),
                Map.entry("receivedAt", text(time(second))),
                Map.entry("stream", text(consumer.agreement.toString())),
                Map.entry("entry", text("00000000-0000-4000-8000-000000000002"))));
    }

    /** The seal with the signatures of these identities. */
    public static String seal(Map<String, String> claims, SampleIdentity... signers) {
        var parts = Arrays.stream(signers)
                .map(signer -> signer.sign(SealClaims.TYPE, json(claims)).split("\\.", -1))
                .toList();
        return "{\"payload\":\"" + parts.get(0)[1] + "\",\"signatures\":["
                + parts.stream()
                        .map(part -> "{\"protected\":\"" + part[0] + "\",\"signature\":\"" + part[2] + "\"}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    public static String receipt(Map<String, String> claims, SampleIdentity consumer) {
        return consumer.sign(ReceiptClaims.TYPE, json(claims));
    }

    public static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> text(member.getKey()) + ':' + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    public static String text(String value) {
        return '"' + value + '"';
    }

    public static String time(long second) {
        return Instant.ofEpochSecond(SampleFirm.START + second).toString();
    }

    private static String both(String provider, String consumer) {
        return json(new TreeMap<>(Map.of("provider", text(provider), "consumer", text(consumer))));
    }
}
