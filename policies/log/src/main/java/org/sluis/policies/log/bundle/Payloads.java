// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the payloads say that verification itself needs to know. */
final class Payloads {

    private final Map<Long, List<Long>> erasures = new TreeMap<>();
    private final List<Restored> restored = new ArrayList<>();
    private final Map<String, Long> policies = new TreeMap<>();
    private final Map<String, List<Long>> receipts = new TreeMap<>();
    private final List<String> seals = new ArrayList<>();

    /** Checks every payload against its commitment and takes from it what others need. */
    static Payloads check(Bundle bundle, Findings findings) {
        var payloads = new Payloads();
        var agreements = new TreeMap<String, String>();
        bundle.manifest()
                .subject()
                .streams()
                .forEach(stream -> stream.agreement()
                        .ifPresent(agreement -> agreements.put(stream.id().toString(), agreement)));
        for (var entry : bundle.entries()) {
            if (entry.payload().isPresent()) {
                payloads.check(entry, agreements, findings);
            }
        }
        return payloads;
    }

    /** By the index of the erasing entry: the entries whose payload it erased. */
    Map<Long, List<Long>> erasures() {
        return Collections.unmodifiableMap(erasures);
    }

    List<Restored> restored() {
        return Collections.unmodifiableList(restored);
    }

    /** By hash of the policy: the first entry that was decided on it. */
    Map<String, Long> policies() {
        return Collections.unmodifiableMap(policies);
    }

    /** By hash of the receipt: the entries that record it. */
    Map<String, List<Long>> receipts() {
        return Collections.unmodifiableMap(receipts);
    }

    /** Hashes of the seals recorded. */
    List<String> seals() {
        return Collections.unmodifiableList(seals);
    }

    private void check(BundleEntry entry, Map<String, String> agreements, Findings findings) {
        var payload = entry.payload().orElseThrow();
        if (!payload.commitment().equals(entry.entry().leaf().commitment())) {
            findings.tampered(
                    Check.PAYLOAD,
                    FileNames.PAYLOADS,
                    entry.index(),
                    "payload or salt is not what the leaf commits to");
            return;
        }
        var json = StrictJson.object(payload.json());
        if (json.isEmpty() || !json.get().path("type").isTextual()) {
            findings.unreadable(
                    Check.PAYLOAD, FileNames.PAYLOADS, entry.index(), "the payload is not a JSON object with a type");
            return;
        }
        requireOwnAgreement(entry, json.get(), agreements, findings);
        take(entry.index(), json.get(), findings);
    }

    private static void requireOwnAgreement(
            BundleEntry entry, ObjectNode json, Map<String, String> agreements, Findings findings) {
        var stated = json.path("corr").path("agreementId");
        for (var position : entry.entry().leaf().streams()) {
            var wanted = agreements.get(position.stream().toString());
            if (wanted != null && stated.isTextual() && !stated.textValue().equals(wanted)) {
                findings.tampered(
                        Check.STREAM,
                        FileNames.PAYLOADS,
                        entry.index(),
                        "tells of another agreement than its stream, " + wanted);
            }
        }
    }

    private void take(long index, ObjectNode json, Findings findings) {
        text(json.at("/policy/digest")).ifPresent(digest -> policies.putIfAbsent(digest, index));
        switch (json.path("type").textValue()) {
            case "erasure" -> erasures.put(index, indices(json.path("erases")));
            case "log.restored" ->
                Restored.of(index, json.path("restored"))
                        .ifPresentOrElse(
                                restored::add,
                                () -> findings.unreadable(
                                        Check.RESTORED, FileNames.PAYLOADS, index, "does not say what was restored"));
            case "transfer.receipt" ->
                text(json.at("/receipt/sha256"))
                        .ifPresent(hash -> receipts.computeIfAbsent(hash, first -> new ArrayList<>())
                                .add(index));
            case "agreement.sealed" -> text(json.at("/seal/sha256")).ifPresent(seals::add);
            default -> {
                // other types matter to people, not to proofs
            }
        }
    }

    private static List<Long> indices(JsonNode array) {
        var indices = new ArrayList<Long>();
        if (array.isArray()) {
            array.forEach(element -> number(element).ifPresent(indices::add));
        }
        return indices;
    }

    static Optional<Long> number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0
                ? Optional.of(node.longValue())
                : Optional.empty();
    }

    static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }
}
