// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sluis.policies.log.json.JsonArray;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonValue;

/** What the payloads say that verification itself needs to know. */
final class Payloads {

    private final Map<Long, List<Long>> erasures = new TreeMap<>();
    private final List<Restored> restored = new ArrayList<>();
    private final Map<String, Long> policies = new TreeMap<>();
    private final Map<String, List<Long>> receipts = new TreeMap<>();
    private final Set<String> seals = new HashSet<>();
    private final Set<String> statements;
    private final Map<String, List<Recorded>> recorded = new HashMap<>();

    /** Of nothing yet; {@code statements} are the hashes of the seal and the receipts that are in the bundle. */
    Payloads(Set<String> statements) {
        this.statements = statements;
    }

    /** Adds what later entries say. */
    void add(Payloads later) {
        erasures.putAll(later.erasures);
        restored.addAll(later.restored);
        later.policies.forEach(policies::putIfAbsent);
        later.receipts.forEach((hash, entries) ->
                receipts.computeIfAbsent(hash, first -> new ArrayList<>()).addAll(entries));
        seals.addAll(later.seals);
        later.recorded.forEach((hash, entries) ->
                recorded.computeIfAbsent(hash, first -> new ArrayList<>()).addAll(entries));
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
    Set<String> seals() {
        return Collections.unmodifiableSet(seals);
    }

    /** The entries that record the seal or receipt with that hash, which is in the bundle. */
    List<Recorded> recorded(String hash) {
        return recorded.getOrDefault(hash, List.of());
    }

    /** Takes from a payload that passed what other checks need. */
    void take(BundleEntry entry, JsonObject json, Findings findings) {
        long index = entry.index();
        json.text("policy", "digest").ifPresent(digest -> policies.putIfAbsent(digest, index));
        switch (json.text("type").orElseThrow()) {
            case "erasure" -> erasures.put(index, indices(json.member("erases")));
            case "log.restored" ->
                json.member("restored")
                        .flatMap(restored -> Restored.of(index, restored))
                        .ifPresentOrElse(
                                restored::add,
                                () -> findings.unreadable(
                                        Check.RESTORED, FileNames.PAYLOADS, index, "does not say what was restored"));
            case "transfer.receipt" ->
                json.text("receipt", "sha256").ifPresent(hash -> {
                    receipts.computeIfAbsent(hash, first -> new ArrayList<>()).add(index);
                    record(hash, entry, json);
                });
            case "agreement.sealed" ->
                json.text("seal", "sha256").ifPresent(hash -> {
                    seals.add(hash);
                    record(hash, entry, json);
                });
            default -> {
                // other types matter to people, not to proofs
            }
        }
    }

    /** Entries that name no file of the bundle need not be kept. */
    private void record(String hash, BundleEntry entry, JsonObject json) {
        if (statements.contains(hash)) {
            recorded.computeIfAbsent(hash, first -> new ArrayList<>()).add(new Recorded(entry, json));
        }
    }

    private static List<Long> indices(Optional<JsonValue> member) {
        return member.orElse(null) instanceof JsonArray array
                ? array.elements().stream()
                        .flatMap(element -> element.count().stream())
                        .toList()
                : List.of();
    }
}
