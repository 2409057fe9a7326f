// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.CheckpointSignature;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.bundle.Verification;
import org.sluis.policies.log.json.JsonArray;
import org.sluis.policies.log.json.JsonNumber;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.reconcile.Match;
import org.sluis.policies.log.reconcile.Pairing;
import org.sluis.policies.log.reconcile.Reconciliation;
import org.sluis.policies.log.report.CheckWords;
import org.sluis.policies.log.report.EntryCounts;

/** Results for programs. */
final class Json {

    private Json() {}

    static JsonObject verification(Verification verification) {
        var json = verdict(verification.verdict());
        json.put("findings", findings(verification.findings()));
        verification.bundle().ifPresent(bundle -> put(bundle, json));
        json.put(
                "signatures",
                new JsonArray(
                        verification.signatures().stream().map(Json::signature).toList()));
        return new JsonObject(json);
    }

    static JsonObject reconciliation(Reconciliation reconciliation) {
        var json = verdict(reconciliation.verdict());
        var classes = new LinkedHashMap<String, JsonValue>();
        for (var match : Match.values()) {
            classes.put(match.label(), JsonNumber.of(reconciliation.count(match)));
        }
        json.put("classes", new JsonObject(classes));
        json.put("findings", findings(reconciliation.findings()));
        json.put(
                "events",
                new JsonArray(reconciliation.pairings().stream()
                        .filter(pairing -> pairing.match() != Match.MATCHED)
                        .map(Json::pairing)
                        .toList()));
        json.put("erasedAtProvider", JsonNumber.of(reconciliation.erasedAtProvider()));
        json.put("erasedAtConsumer", JsonNumber.of(reconciliation.erasedAtConsumer()));
        return new JsonObject(json);
    }

    /** The members that every result begins with. */
    static Map<String, JsonValue> verdict(Verdict verdict) {
        var json = new LinkedHashMap<String, JsonValue>();
        json.put("verdict", word(verdict));
        json.put("exit", JsonNumber.of(verdict.exitCode()));
        return json;
    }

    private static void put(Bundle bundle, Map<String, JsonValue> json) {
        var subject = bundle.manifest().subject();
        json.put("self", new JsonString(subject.self()));
        subject.peer().ifPresent(peer -> json.put("peer", new JsonString(peer)));
        var counts = EntryCounts.of(bundle);
        json.put("entries", JsonNumber.of(counts.entries()));
        json.put("allowed", JsonNumber.of(counts.allowed()));
        json.put("denied", JsonNumber.of(counts.denied()));
        json.put("erased", JsonNumber.of(counts.erased()));
        json.put("checkpoints", JsonNumber.of(BundleLines.earlier(bundle) + 1));
        Checkpoint.parse(bundle.notes().get("checkpoint").text()).ifPresent(checkpoint -> {
            var newest = new LinkedHashMap<String, JsonValue>();
            newest.put("origin", new JsonString(checkpoint.origin()));
            newest.put("size", JsonNumber.of(checkpoint.head().size()));
            newest.put("root", new JsonString(checkpoint.head().root().base64()));
            json.put("checkpoint", new JsonObject(newest));
        });
    }

    private static JsonArray findings(List<Finding> findings) {
        return new JsonArray(findings.stream().map(Json::finding).toList());
    }

    private static JsonValue finding(Finding finding) {
        var json = new LinkedHashMap<String, JsonValue>();
        json.put("check", new JsonString(finding.check().label()));
        json.put("verdict", word(finding.verdict()));
        json.put("file", new JsonString(finding.file()));
        finding.entry().ifPresent(entry -> json.put("entry", JsonNumber.of(entry)));
        json.put("message", new JsonString(finding.message()));
        json.put("advice", new JsonString(CheckWords.advice(finding)));
        return new JsonObject(json);
    }

    private static JsonValue signature(CheckpointSignature signature) {
        var json = new LinkedHashMap<String, JsonValue>();
        json.put("did", new JsonString(signature.key().did()));
        json.put("use", new JsonString(BundleLines.use(signature.key().use())));
        json.put("key", new JsonString(signature.key().key().vkey()));
        signature.time().ifPresent(time -> json.put("time", JsonNumber.of(time)));
        return new JsonObject(json);
    }

    private static JsonValue pairing(Pairing pairing) {
        var json = new LinkedHashMap<String, JsonValue>();
        json.put("class", new JsonString(pairing.match().label()));
        json.put("event", new JsonString(pairing.key()));
        pairing.provider().ifPresent(event -> json.put("provider", JsonNumber.of(event.index())));
        pairing.consumer().ifPresent(event -> json.put("consumer", JsonNumber.of(event.index())));
        json.put(
                "differences",
                new JsonArray(pairing.differences().stream()
                        .<JsonValue>map(JsonString::new)
                        .toList()));
        return new JsonObject(json);
    }

    private static JsonValue word(Verdict verdict) {
        return new JsonString(verdict.name().toLowerCase(Locale.ROOT));
    }
}
