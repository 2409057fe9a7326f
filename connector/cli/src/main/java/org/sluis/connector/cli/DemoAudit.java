// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sluis.connector.auditor.Auditor;
import org.sluis.connector.cli.DemoReport.Observation;
import org.sluis.extensions.identity.keys.KeyStoreFile;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.BundleVerifier;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.note.NoteSigner;

/** What an auditor finds in the bundles of both sides of an agreement, also when one side is dishonest. */
final class DemoAudit {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Path folder;
    private final DemoFirm maker;
    private final DemoFirm builder;
    private final String agreement;

    DemoAudit(Path folder, DemoFirm maker, DemoFirm builder, JsonNode agreement) {
        this.folder = folder;
        this.maker = maker;
        this.builder = builder;
        this.agreement = agreement.path("id").asText();
    }

    void run(DemoReport report) {
        if (!report.step("export", this::export)) {
            return;
        }
        report.check("audit", "verified", "an auditor checks both bundles, offline, and compares them", result -> {
            var verdict = audit("reconcile", path("maker"), path("builder"));
            return new Observation(verdict.word(), verdict.line(), verdict.exit() == ExitCode.OK);
        });
        report.check(
                "forged-payload",
                "tampered",
                "the maker's log says 'deny' where it allowed",
                result -> caught(forger().altered(DemoAudit::lie), "altered"));
        report.check(
                "omitted-entry",
                "tampered",
                "the maker's log leaves out a release",
                result -> caught(forger().omitted(released()), "omitted"));
        report.check("rewritten-log", "tampered", "the maker writes its whole log anew", result -> rewritten(result));
    }

    /** What is on its way between the two needs a moment. */
    private String export(ObjectNode result) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var end = System.nanoTime() + PATIENCE_NANOS;
        do {
            write("maker", bundle(maker));
            write("builder", bundle(builder));
            if (audit("reconcile", path("maker"), path("builder")).exit() == ExitCode.OK) {
                break;
            }
            Thread.sleep(500);
        } while (System.nanoTime() - end < 0);
        result.put("agreement", agreement)
                .put("entries", read("maker").entries().size());
        return "both sides of agreement " + agreement + " write their bundles, "
                + read("maker").entries().size() + " and "
                + read("builder").entries().size() + " entries";
    }

    private Observation rewritten(ObjectNode result) throws IOException {
        write("whole", maker.connector().open("/log/bundle", Map.of()).body().readAllBytes());
        var forged = forger().rewritten(read("whole").entries(), released(), DemoAudit::lie);
        write("rewritten", forged);
        result.put("alone", audit("verify", path("rewritten")).exit());
        var verdict = audit("reconcile", path("rewritten"), path("builder"));
        return new Observation(verdict.word(), verdict.line(), verdict.exit() == ExitCode.FAILED);
    }

    private Observation caught(byte[] forged, String name) throws IOException {
        write(name, forged);
        var verdict = audit("verify", path(name));
        return new Observation(verdict.word(), verdict.line(), verdict.exit() == ExitCode.FAILED);
    }

    private static String lie(String payload) {
        return payload.replace("\"decision\":\"allow\"", "\"decision\":\"deny\"");
    }

    /** The first release that was allowed. */
    private long released() throws IOException {
        return read("maker").entries().stream()
                .filter(entry -> entry.payload()
                        .filter(payload -> payload.json().contains("\"type\":\"release.decision\"")
                                && payload.json().contains("\"decision\":\"allow\""))
                        .isPresent())
                .findFirst()
                .orElseThrow()
                .index();
    }

    private DemoForger forger() throws IOException {
        return new DemoForger(read("maker"), key());
    }

    private NoteSigner key() {
        var keys = maker.folder().resolve("keys");
        var store = KeyStoreFile.open(keys.resolve("identity.bcfks"), keys.resolve("identity.password"));
        return LogKeys.open(store, "unused", Clock.systemUTC()).log();
    }

    private byte[] bundle(DemoFirm firm) throws IOException {
        try (var body = firm.connector()
                .open("/log/bundle", Map.of("agreement", agreement))
                .body()) {
            return body.readAllBytes();
        }
    }

    private Path path(String name) {
        return folder.resolve(name + ".zip");
    }

    private void write(String name, byte[] bundle) throws IOException {
        Files.write(path(name), bundle);
    }

    private Bundle read(String name) throws IOException {
        return new BundleVerifier(Trust.withoutAnchors())
                .verify(ByteBuffer.wrap(Files.readAllBytes(path(name))))
                .bundle()
                .orElseThrow();
    }

    private record Verdict(int exit, String line) {

        String word() {
            return switch (exit) {
                case ExitCode.OK -> "verified";
                case ExitCode.FAILED -> "tampered";
                case ExitCode.INCOMPLETE -> "incomplete";
                default -> "unreadable";
            };
        }
    }

    private static Verdict audit(String verb, Path... bundles) {
        var arguments = new ArrayList<String>(List.of(verb));
        for (var bundle : bundles) {
            arguments.add(bundle.toString());
        }
        var out = new ByteArrayOutputStream();
        var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        var exit = Auditor.run("sluis log", arguments, printed, printed);
        return new Verdict(
                exit,
                told(exit, out.toString(StandardCharsets.UTF_8).lines().limit(2).toList()));
    }

    /** All is well in one sentence; otherwise the first thing that is not, without the advice. */
    private static String told(int exit, List<String> lines) {
        var line = exit == ExitCode.OK ? String.join(" ", lines) : lines.get(lines.size() - 1);
        var advice = line.indexOf("; what to do");
        return advice < 0 ? line : line.substring(0, advice);
    }
}
