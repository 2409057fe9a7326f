// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.sluis.policies.log.Chunks;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.MalformedJsonException;
import org.sluis.policies.log.leaf.StreamId;

/** Is each payload the one that its leaf commits to, and told in the stream of its agreement? */
final class PayloadCheck {

    private final Map<StreamId, String> agreements = new HashMap<>();
    private final Set<String> statements = new HashSet<>();

    private PayloadCheck(Bundle bundle) {
        bundle.manifest()
                .subject()
                .streams()
                .forEach(stream -> stream.agreement().ifPresent(agreement -> agreements.put(stream.id(), agreement)));
        Optional.ofNullable(bundle.files().get(FileNames.SEAL))
                .ifPresent(seal -> statements.add(Sha256.of(seal).hex()));
        bundle.folder("receipts/").forEach(file -> statements.add(FileNames.hash(file)));
    }

    /** Checks every payload against its commitment and takes from it what other checks need. */
    static Payloads check(Bundle bundle, Progress progress, Findings findings) {
        var check = new PayloadCheck(bundle);
        var entries = bundle.entries();
        var done = new AtomicLong();
        var parts = Chunks.of(entries.size(), (from, to) -> {
            var part = new Part(new Payloads(check.statements), new Findings());
            entries.subList(from, to).stream()
                    .filter(entry -> entry.payload().isPresent())
                    .forEach(entry -> check.check(entry, part));
            synchronized (done) {
                progress.entries("checking payloads", done.addAndGet(to - from), entries.size());
            }
            return part;
        });
        var payloads = new Payloads(check.statements);
        parts.forEach(part -> {
            payloads.add(part.payloads());
            findings.add(part.findings());
        });
        return payloads;
    }

    /** What one chunk of the entries brought. */
    private record Part(Payloads payloads, Findings findings) {}

    private void check(BundleEntry entry, Part part) {
        var findings = part.findings();
        var payload = entry.payload().orElseThrow();
        if (!payload.commitment().equals(entry.entry().leaf().commitment())) {
            findings.tampered(
                    Check.PAYLOAD,
                    FileNames.PAYLOADS,
                    entry.index(),
                    "payload or salt is not what the leaf commits to");
            return;
        }
        try {
            var json = JsonReader.object(payload.json());
            if (json.text("type").isEmpty()) {
                findings.unreadable(Check.PAYLOAD, FileNames.PAYLOADS, entry.index(), "the payload has no type");
                return;
            }
            requireOwnAgreement(entry, json, findings);
            part.payloads().take(entry, json, findings);
        } catch (MalformedJsonException e) {
            findings.unreadable(
                    Check.PAYLOAD,
                    FileNames.PAYLOADS,
                    entry.index(),
                    "the payload is not JSON of the format page: " + e.getMessage());
        }
    }

    private void requireOwnAgreement(BundleEntry entry, JsonObject json, Findings findings) {
        var stated = json.text("corr", "agreementId");
        for (var position : entry.entry().leaf().streams()) {
            var wanted = agreements.get(position.stream());
            if (wanted != null && stated.isPresent() && !stated.get().equals(wanted)) {
                findings.tampered(
                        Check.STREAM,
                        FileNames.PAYLOADS,
                        entry.index(),
                        "tells of another agreement than its stream, " + wanted);
            }
        }
    }
}
