// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The bundles that the format page names as vectors, byte for byte as they are checked in, with the exit code that any verifier
 * must give. Run with {@code -Dsluis.vectors.write=true} to write them after a deliberate change of the format.
 */
class BundleVectorsTest {

    private static final Path FOLDER = Path.of("src/test/resources/bundles");
    private static final Path EXPECTED = FOLDER.resolve("expected.json");

    @Test
    void theCheckedInBundlesAreThoseThatTheCodeWrites() throws IOException {
        if (Boolean.getBoolean("sluis.vectors.write")) {
            write();
        }

        for (var vector : vectors().entrySet()) {
            assertThat(Files.readAllBytes(FOLDER.resolve(vector.getKey() + ".zip")))
                    .as(vector.getKey())
                    .isEqualTo(vector.getValue());
        }
    }

    @TestFactory
    Iterable<DynamicTest> eachGivesItsExitCodeAndFindings() throws IOException {
        var expected = (ObjectNode) new ObjectMapper().readTree(EXPECTED.toFile());
        assertThat(expected.size()).isEqualTo(vectors().size());
        return expected.properties().stream()
                .map(vector -> DynamicTest.dynamicTest(vector.getKey(), () -> {
                    var bundle = Files.readAllBytes(FOLDER.resolve(vector.getKey() + ".zip"));

                    assertThat(expectation(SampleBundle.verify(bundle))).isEqualTo(vector.getValue());
                }))
                .toList();
    }

    private static void write() throws IOException {
        Files.createDirectories(FOLDER);
        var expected = new ObjectMapper().createObjectNode();
        for (var vector : vectors().entrySet()) {
            Files.write(FOLDER.resolve(vector.getKey() + ".zip"), vector.getValue());
            expected.set(vector.getKey(), expectation(SampleBundle.verify(vector.getValue())));
        }
        Files.writeString(EXPECTED, expected.toPrettyString() + "\n");
    }

    private static ObjectNode expectation(Verification verification) {
        var expectation = new ObjectMapper().createObjectNode();
        expectation.put("exit", verification.exitCode());
        var checks = expectation.putArray("checks");
        verification.findings().stream()
                .filter(finding -> finding.verdict() == verification.verdict())
                .map(finding -> finding.check().label())
                .distinct()
                .sorted()
                .forEach(checks::add);
        return expectation;
    }

    private static SortedMap<String, byte[]> vectors() {
        var sample = SampleBundle.told();
        var honest = sample.bytes();
        var vectors = new TreeMap<String, byte[]>(Map.of(
                "honest", honest,
                "no-neutral-witness",
                        sample.writer(sample.maker.signed(sample.maker.checkpoint(7), sample.buyer))
                                .bytes(sample.maker.key),
                "one-sided",
                        sample.writer(sample.maker.signed(sample.maker.checkpoint(7), sample.authority))
                                .bytes(sample.maker.key),
                "payload-altered", sample.resealed(honest, "payloads.jsonl", SampleBundle.replacing("deny", "denz")),
                "leaf-altered", sample.resealed(honest, "leaves.bin", SampleBundle.flipping(-1)),
                "file-added", SampleBundle.altered(honest, files -> files.put("entries.csv", new byte[] {1})),
                "file-dropped", SampleBundle.altered(honest, files -> files.remove("seal.jws")),
                "proof-cut",
                        sample.resealed(honest, "proofs.bin", content -> Arrays.copyOf(content, content.length - 1)),
                "history-rewritten", rewritten(sample)));
        vectors.put("whole-tree", whole(sample));
        vectors.putAll(statements());
        vectors.put("erased", erased());
        vectors.put("erased-without-right", erasedWithoutRight());
        vectors.put("payload-half-a-character", telling("{\"type\":\"release.decision\",\"label\":\"\\ud800\"}"));
        vectors.put("payload-member-twice", telling("{\"type\":\"x\",\"a\":{\"b\":1,\"\\u0062\":2}}"));
        vectors.put("payload-long-number", telling("{\"type\":\"x\",\"a\":-" + "1".repeat(100) + "}"));
        vectors.put("payload-deep", telling("{\"type\":\"x\",\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"));
        vectors.put(
                "payload-at-the-bounds",
                telling("{\"type\":\"x\",\"" + "\uD83D\uDE00".repeat(1_000) + "\":" + "[".repeat(31) + "1".repeat(100)
                        + "]".repeat(31) + ",\"pair\":\"\\ud83d\\ude00\\u0000\"}"));
        return vectors;
    }

    /** Seals and receipts; the log committed itself to each. */
    private static SortedMap<String, byte[]> statements() {
        var vectors = new TreeMap<String, byte[]>();
        vectors.put(
                "identity-ed25519-and-p384", SampleBundle.told("EdDSA", "ES384").bytes());
        SampleForgeries.all().forEach((name, forgery) -> vectors.put(name, forgery.bundle()));
        return vectors;
    }

    private static byte[] rewritten(SampleBundle seen) {
        var rewritten = new SampleBundle();
        rewritten.maker.append("{\"type\":\"admin.action\"}", rewritten.maker.self);
        rewritten.maker.append(rewritten.sealed(), rewritten.maker.agreement);
        rewritten.maker.append(SampleBundle.release("deny"), rewritten.maker.agreement);
        rewritten.maker.append("{\"type\":\"admin.action\"}", rewritten.maker.self);
        rewritten.end();
        rewritten.earlier = seen.earlier;
        rewritten.earlierSize = seen.earlierSize;
        return rewritten.bytes();
    }

    private static byte[] whole(SampleBundle sample) {
        return sample.resealed(sample.bytes(), files -> {
            files.put(
                    "leaves.bin",
                    Leaves.bytes(sample.maker.entries.stream()
                            .map(BundleEntry::entry)
                            .toList()));
            files.put("payloads.jsonl", PayloadLines.bytes(sample.maker.entries));
            files.remove("proofs.bin");
        });
    }

    /** The log itself committed to that payload. */
    private static byte[] telling(String payload) {
        var sample = new SampleBundle();
        sample.begin();
        sample.maker.append(payload, sample.maker.agreement);
        sample.end();
        return sample.bytes();
    }

    private static byte[] erased() {
        var erased = SampleBundle.told();
        erased.maker.append("{\"type\":\"erasure\",\"erases\":[2]}", erased.maker.agreement);
        erased.maker.erase(2, 7);
        return erased.bytes();
    }

    private static byte[] erasedWithoutRight() {
        var erased = SampleBundle.told();
        erased.maker.erase(2, 6);
        return erased.bytes();
    }
}
