// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.policies.log.bundle.BundleVerifier;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.bundle.Verification;
import org.sluis.policies.log.note.VerifierKey;
import org.sluis.policies.log.reconcile.Pairing;
import org.sluis.policies.log.reconcile.Reconciler;

/** Two verifiers of policy-log bundles that share nothing but the format's page say the same. */
class SecondVerifierTest {

    private static final Path BUNDLES = Path.of("../../policies/log/src/test/resources/bundles");
    private static final int TAMPERED = 1;
    private static final int UNREADABLE = 3;

    @TempDir
    private Path folder;

    private SecondVerifier second;

    /** Exit code and the checks of the worst class, or the matches of a pair. */
    private record Outcome(int exitCode, List<String> words) {}

    @BeforeEach
    void skipWithoutPython() throws Exception {
        SecondVerifier.isThere();
        second = new SecondVerifier(folder);
    }

    @Test
    void bothSayOfEveryBundleWhatIsExpected() throws Exception {
        var expected =
                new ObjectMapper().readTree(BUNDLES.resolve("expected.json").toFile());
        assertThat(expected.size()).isEqualTo(bundles(BUNDLES).size()).isGreaterThan(10);

        for (var bundle : bundles(BUNDLES)) {
            var name = bundle.getFileName().toString();
            var wanted = outcome(expected.get(name.replace(".zip", "")), "checks");
            var answer = second.say("verify", bundle);
            assertThat(answer.exitCode()).as(name).isEqualTo(wanted.exitCode());
            assertThat(outcomeOfFindings(answer.said())).as(name).isEqualTo(wanted);
            assertThat(first(bundle)).as(name).isEqualTo(wanted);
        }
    }

    @Test
    void bothSayTheSameOfEveryMadeBundleAndPair() throws Exception {
        var cases = Files.createDirectory(folder.resolve("cases"));
        second.makeCases(cases);

        var answers = second.say("each", cases).said();

        var byTheFirst = new TreeMap<String, Outcome>();
        var pairsByTheFirst = new TreeMap<String, Outcome>();
        for (var bundle : bundles(cases)) {
            byTheFirst.put(bundle.getFileName().toString(), first(bundle));
            if (bundle.toString().endsWith(".provider.zip")) {
                reconcileByTheFirst(bundle, pairsByTheFirst);
            }
        }
        assertThat(outcomes(answers.get("bundles"), "checks"))
                .hasSizeGreaterThan(2_000)
                .containsExactlyEntriesOf(byTheFirst);
        assertThat(outcomes(answers.get("pairs"), "matches"))
                .hasSizeGreaterThan(150)
                .containsExactlyEntriesOf(pairsByTheFirst);
    }

    @Test
    void bothRefuseABundleInWhichAnyByteIsAnother() throws Exception {
        var nightly = Boolean.getBoolean("sluis.log.flip.allBits");
        var bundle = nightly ? BUNDLES.resolve("honest.zip") : tiny();
        assertThat(first(bundle).exitCode()).isZero();

        var flips = nightly ? second.start("flip", bundle, "--all-bits") : second.start("flip", bundle);
        var acceptedByTheFirst = acceptedFlips(Files.readAllBytes(bundle), nightly ? 8 : 1);

        assertThat(acceptedByTheFirst).isEmpty();
        var answer = flips.end();
        assertThat(answer.said().get("untouched").asInt()).isZero();
        assertThat(answer.said().get("refused").asLong()).isEqualTo(Files.size(bundle) * (nightly ? 8 : 1));
        assertThat(answer.said().get("accepted")).isEmpty();
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void theSecondRefusesAnotherByteInAnyFileEvenWhenTheZipsChecksumIsMended() throws Exception {
        var answer = second.say("flip", tiny(), "--mend");

        assertThat(answer.said().get("flips").asLong()).isGreaterThan(1_000);
        assertThat(answer.said().get("accepted")).isEmpty();
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void theSecondEndsWithTwoWhenThereIsNoSuchBundle() throws Exception {
        assertThat(second.say("verify", folder.resolve("none.zip")).exitCode()).isEqualTo(2);
    }

    private static List<Path> bundles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
    }

    /** A bundle of few bytes that both find in order. */
    private Path tiny() throws Exception {
        var cases = Files.createDirectory(folder.resolve("tiny"));
        second.makeCases(cases, "tiny");
        return cases.resolve("tiny.zip");
    }

    private static List<String> acceptedFlips(byte[] bundle, int bits) {
        var verifier = new BundleVerifier(Trust.withoutAnchors());
        var accepted = new ArrayList<String>();
        for (var at = 0; at < bundle.length; at++) {
            for (var bit = 0; bit < bits; bit++) {
                bundle[at] ^= (byte) (1 << bit);
                var exitCode = verifier.verify(ByteBuffer.wrap(bundle)).exitCode();
                if (exitCode != TAMPERED && exitCode != UNREADABLE) {
                    accepted.add("byte " + at + ", bit " + bit);
                }
                bundle[at] ^= (byte) (1 << bit);
            }
        }
        return accepted;
    }

    private static Outcome first(Path bundle) throws IOException {
        var verification = verified(bundle);
        var words = verification.findings().stream()
                .filter(finding -> finding.verdict() == verification.verdict())
                .map(Finding::check)
                .map(check -> check.label())
                .collect(toCollection(TreeSet::new));
        return new Outcome(verification.exitCode(), List.copyOf(words));
    }

    private static Verification verified(Path bundle) throws IOException {
        return new BundleVerifier(trust(bundle)).verify(ByteBuffer.wrap(Files.readAllBytes(bundle)));
    }

    private static Trust trust(Path bundle) throws IOException {
        var file = Path.of(bundle.toString().replace(".zip", ".anchors"));
        if (!Files.exists(file)) {
            return Trust.withoutAnchors();
        }
        var anchors = new HashSet<Trust.Anchor>();
        var identities = new HashSet<Trust.Identity>();
        for (var line : Files.readAllLines(file)) {
            var did = line.substring(0, line.indexOf('='));
            var value = line.substring(line.indexOf('=') + 1);
            VerifierKey.parse(value)
                    .ifPresentOrElse(
                            key -> anchors.add(new Trust.Anchor(did, key)),
                            () -> identities.add(new Trust.Identity(did, value)));
        }
        return new Trust(anchors, identities, Trust.USUAL_CLOCK_BOUND);
    }

    private static void reconcileByTheFirst(Path provider, Map<String, Outcome> outcomes) throws IOException {
        var consumer = Path.of(provider.toString().replace(".provider.zip", ".consumer.zip"));
        var sides = List.of(verified(provider), verified(consumer));
        if (sides.stream().anyMatch(side -> side.exitCode() == TAMPERED || side.exitCode() == UNREADABLE)) {
            return;
        }
        var result = Reconciler.usual()
                .reconcile(
                        sides.get(0).bundle().orElseThrow(),
                        sides.get(1).bundle().orElseThrow());
        var words = result.pairings().stream()
                .map(Pairing::match)
                .map(match -> match.label())
                .sorted()
                .toList();
        var name = provider.getFileName().toString().replace(".provider.zip", "");
        outcomes.put(name, new Outcome(result.verdict().exitCode(), words));
    }

    private static Map<String, Outcome> outcomes(JsonNode said, String words) {
        var outcomes = new TreeMap<String, Outcome>();
        said.fieldNames().forEachRemaining(name -> outcomes.put(name, outcome(said.get(name), words)));
        return outcomes;
    }

    private static Outcome outcome(JsonNode said, String words) {
        return new Outcome(said.get("exit").asInt(), texts(said.get(words)).toList());
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    /** Of what {@code verify} says: the checks of its worst class. */
    private static Outcome outcomeOfFindings(JsonNode said) {
        var worst = Stream.of("tampered", "unreadable", "incomplete", "ok")
                .filter(word -> texts(classes(said)).anyMatch(word::equals))
                .findFirst()
                .orElse("ok");
        SortedSet<String> checks = new TreeSet<>();
        for (var finding : said.get("findings")) {
            if (finding.get("class").asText().equals(worst)) {
                checks.add(finding.get("check").asText());
            }
        }
        return new Outcome(said.get("exit").asInt(), List.copyOf(checks));
    }

    private static JsonNode classes(JsonNode said) {
        var classes = new ObjectMapper().createArrayNode();
        said.get("findings").forEach(finding -> classes.add(finding.get("class").asText()));
        return classes;
    }
}
