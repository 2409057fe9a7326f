// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.log.bundle.SampleFirm;
import org.sluis.policies.log.report.SampleStory;

class AuditorTest {

    private static final String VECTORS = "../../policies/log/src/test/resources/bundles/";

    @TempDir
    Path folder;

    private final SampleStory story = SampleStory.told();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String provider;
    private String consumer;

    @BeforeEach
    void bundles() throws IOException {
        provider = write("provider.zip", story.provider());
        consumer = write("consumer.zip", story.consumer());
    }

    @ParameterizedTest
    @CsvSource({
        "honest, 0, Verified",
        "whole-tree, 0, Verified",
        "erased, 0, Verified",
        "payload-altered, 1, Tampered",
        "history-rewritten, 1, Tampered",
        "proof-cut, 3, Unreadable",
        "one-sided, 4, Incomplete",
        "no-neutral-witness, 4, Incomplete"
    })
    void verifySaysTheVerdictFirst(String vector, int exitCode, String verdict) {
        assertThat(run("verify", VECTORS + vector + ".zip")).isEqualTo(exitCode);
        assertThat(out()).startsWith(verdict + ": ");
        assertThat(err()).isEmpty();
    }

    @Test
    void aFindingNamesEntryFileAndCheckAndTheWayOut() {
        run("verify", VECTORS + "payload-altered.zip");

        assertThat(out().lines().skip(1).findFirst().orElseThrow())
                .matches("entry 4, file payloads\\.jsonl, check payload: .+; what to do: .+");
        assertThat(out()).contains("as the bundle itself says, which is not to be relied on: 5 entries");
    }

    @Test
    void verifyCountsAndNamesTheCosigners() {
        assertThat(run("verify", provider)).isZero();

        assertThat(out())
                .contains("8 entries, 2 allowed, 1 denied, 0 erased")
                .contains("cosigned by did:web:buyer.example (other party)")
                .contains("cosigned by did:web:authority.example (neutral witness)");
    }

    @Test
    void verifyForPrograms() throws IOException {
        run("verify", VECTORS + "payload-altered.zip", "--json");

        var json = new ObjectMapper().readTree(out());
        assertThat(json.get("verdict").textValue()).isEqualTo("tampered");
        assertThat(json.get("exit").intValue()).isEqualTo(1);
        assertThat(json.at("/findings").findValuesAsText("check")).contains("payload");
        assertThat(json.at("/checkpoint/size").intValue()).isEqualTo(7);
    }

    @Test
    void anchorsAreBelievedAndNoOtherKey() throws IOException {
        var anchors = anchors(story.maker, story.buyer, story.authority);
        assertThat(run("verify", provider, "--anchors", write("anchors", anchors)))
                .isZero();
        assertThat(out()).doesNotContain("by the DID documents in the bundle alone");

        assertThat(out()).contains("signs seals and receipts is believed by a DID document in the bundle");
        var identities = story.maker.did + "=" + story.maker.identity.thumbprint() + "\n" + story.buyer.did + "="
                + story.buyer.identity.thumbprint() + "\n";
        assertThat(run("verify", provider, "--anchors", write("identities", anchors + identities)))
                .isZero();
        assertThat(out()).doesNotContain("is believed by");

        assertThat(run("verify", provider, "--anchors", write("parties", anchors(story.maker, story.buyer))))
                .isEqualTo(4);
        assertThat(out()).contains("check witness: no neutral witness");

        assertThat(run(
                        "verify",
                        provider,
                        "--anchor",
                        anchor(story.maker, story.buyer.key.key().vkey())))
                .isEqualTo(1);
    }

    @Test
    void aTighterClockBoundFindsMore() {
        assertThat(run("verify", provider, "--clock-bound", "0")).isZero();
        assertThat(run("verify", provider, "--clock-bound=86400")).isZero();
        assertThat(run("verify", provider, "--clock-bound", "-1")).isEqualTo(2);
        assertThat(run("verify", provider, "--clock-bound", "999999999")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "verify",
                "verify a b",
                "verify a --fast",
                "verify a --anchor",
                "verify a --anchor did:web:a",
                "verify a --anchor did:web:a=b+c+d",
                "verify a --anchor did:web:a=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "verify a --clock-bound x",
                "reconcile a",
                "reconcile a b c",
                "report a --format pdf",
                "report a --out x --out y",
                "prove a",
                "prove a -1",
                "prove a 99999999999999999999"
            })
    void aCommandThatIsNoneIsAUsageError(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err()).contains("sluis-log: ").contains("see sluis-log --help");
        assertThat(out()).isEmpty();
    }

    @Test
    void helpNamesTheProgramAsItWasCalled() {
        assertThat(Auditor.run("sluis log", List.of("--help"), stream(out), stream(err)))
                .isZero();

        assertThat(out()).contains("usage: sluis log verify BUNDLE").contains("exit codes: 0");
        assertThat(run("verify", "--help")).isZero();
    }

    @Test
    void filesThatAreNoneAreUnreadable() throws IOException {
        assertThat(run("verify", folder.resolve("missing.zip").toString())).isEqualTo(3);
        assertThat(err()).contains("missing.zip: cannot be read: there is no such file");
        assertThat(run("verify", folder.toString())).isEqualTo(3);
        assertThat(err()).contains("is not a file but a folder");
        assertThat(run("verify", write("empty.zip", new byte[0]))).isEqualTo(3);
        assertThat(run("verify", write("text.zip", "hello\n"))).isEqualTo(3);
        assertThat(run("reconcile", provider, folder.toString())).isEqualTo(3);
        assertThat(run("report", folder.toString())).isEqualTo(3);
        assertThat(run("prove", folder.toString(), "1")).isEqualTo(3);
    }

    @Test
    void devicesWithoutAnEndAreUnreadable() {
        assumeTrue(new File("/dev/zero").exists(), "there is no /dev/zero here");

        assertThat(run("verify", "/dev/zero")).isEqualTo(3);
        assertThat(run("verify", provider, "--anchors", "/dev/zero")).isEqualTo(3);
        assertThat(err()).contains("/dev/zero: is not a file");
    }

    @Test
    void aFileOfMoreThanTwoGibibytesIsRefusedUnread() throws IOException {
        var large = folder.resolve("large.zip");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            // a hole: it takes no room on the disk
            file.setLength(Integer.MAX_VALUE + 1L);
        }

        assertThat(run("verify", large.toString())).isEqualTo(3);
        assertThat(err()).contains("more than 2 GiB");
    }

    @Test
    void aFileOfNothingButZeroesIsRefusedAtItsFirstByte() throws IOException {
        var zeroes = folder.resolve("zeroes.zip");
        try (var file = new RandomAccessFile(zeroes.toFile(), "rw")) {
            file.setLength(1L << 30);
        }

        assertThat(run("verify", zeroes.toString())).isEqualTo(3);
    }

    @Test
    void whatABundleSaysCannotMoveTheCursor() throws IOException {
        story.maker.append(
                "{\"type\":\"erasure\\u001b[2J\",\"corr\":{\"agreementId\":\"\\u001b[31mno\"}}", story.maker.agreement);
        var bundle = write("escape.zip", story.provider());

        run("verify", bundle);
        run("prove", bundle, "8", "--out", folder.resolve("p").toString());
        run("verify", folder.resolve("\u001b[31m").toString());

        assertThat(out() + err()).doesNotContain("\u001b");
    }

    @Test
    void bothSidesTellTheSame() {
        assertThat(run("reconcile", provider, consumer)).isZero();
        assertThat(run("reconcile", consumer, provider))
                .as("the other way round")
                .isZero();

        assertThat(out())
                .startsWith("Verified: Both sides tell the same story.")
                .contains("matched: 4. ", "differing: 0. ", "provider-only: 0. ", "consumer-only: 0. ", "late: 0. ")
                .contains("outside-clock-bound: 0. ")
                .contains("the provider's bundle " + provider + ": Verified");
    }

    @Test
    void sidesThatDifferAreNamedWithTheirEntries() throws Exception {
        story.maker("transfer.receipt", ",\"data\":{\"bytes\":2000}");
        story.buyer.append(
                "{\"type\":\"transfer.receipt\",\"ts\":\"2027-01-15T08:00:09Z\",\"corr\":{\"agreementId\":\"agreement-1\","
                        + "\"datasetId\":\"urn:sluis:production-status:own-orders\"},\"data\":{\"bytes\":7}}",
                story.buyer.agreement);
        var page = folder.resolve("both.html");

        int exitCode = run(
                "reconcile",
                write("inflated.zip", story.provider()),
                write("true.zip", story.consumer()),
                "--html",
                page.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(out())
                .startsWith("Tampered: The two sides do not tell the same story.")
                .contains("provider's entry 8, consumer's entry 4, differing in /data/bytes");
        assertThat(parse(page)).contains("2000 against 7");
    }

    @Test
    void aBundleThatDoesNotVerifyIsNotCompared() throws IOException {
        var altered = story.consumer();
        altered[altered.length / 2] ^= 1;

        int exitCode = run(
                "reconcile",
                provider,
                write("altered.zip", altered),
                "--html",
                folder.resolve("x.html").toString());

        assertThat(exitCode).isIn(1, 3);
        assertThat(out()).contains("cannot be compared").doesNotContain("matched");
        assertThat(folder.resolve("x.html")).doesNotExist();
    }

    @Test
    void theWorstOfBothSidesWins() {
        assertThat(run("reconcile", VECTORS + "proof-cut.zip", VECTORS + "payload-altered.zip"))
                .isEqualTo(1);
        assertThat(run("reconcile", VECTORS + "proof-cut.zip", VECTORS + "one-sided.zip"))
                .isEqualTo(3);
        assertThat(run("reconcile", VECTORS + "honest.zip", VECTORS + "honest.zip"))
                .isEqualTo(1);
    }

    @Test
    void reconcileForPrograms() throws IOException {
        assertThat(run("reconcile", provider, consumer, "--json")).isZero();

        var json = new ObjectMapper().readTree(out());
        assertThat(json.at("/reconciliation/classes/matched").intValue()).isEqualTo(4);
        assertThat(json.at("/provider/verdict").textValue()).isEqualTo("ok");
    }

    @Test
    void theReportIsAPageThatSaysTheVerdict() throws Exception {
        var page = folder.resolve("report.html");

        assertThat(run("report", provider, "--out", page.toString())).isZero();
        assertThat(parse(page)).contains("Verified", "What this log cannot show");

        assertThat(run("report", VECTORS + "payload-altered.zip", "--out", page.toString(), "--force"))
                .isEqualTo(1);
        assertThat(parse(page)).contains("Tampered");
    }

    @Test
    void theReportAsATableAndAsJsonLines() throws IOException {
        assertThat(run("report", provider, "--format", "csv")).isZero();
        assertThat(out()).startsWith("index,time,type,");
        assertThat(err()).startsWith("Verified: ");

        var lines = folder.resolve("entries.jsonl");
        assertThat(run("report", provider, "--format=jsonl", "--out=" + lines)).isZero();
        assertThat(Files.readAllLines(lines)).hasSize(8);
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
        var page = Path.of(write("report.html", "mine"));

        assertThat(run("report", provider, "--out", page.toString())).isEqualTo(2);
        assertThat(page).hasContent("mine");
        assertThat(run("prove", provider, "2", "--out", page.toString())).isEqualTo(2);
        assertThat(run("reconcile", provider, consumer, "--html", page.toString()))
                .isEqualTo(2);
        assertThat(run("report", provider, "--out", page.toString(), "--force")).isZero();
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>");
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void aFolderThatIsNotThereIsAnErrorAndNothingIsLeftBehind() {
        assertThat(run(
                        "report",
                        provider,
                        "--out",
                        folder.resolve("no/report.html").toString()))
                .isEqualTo(3);
        assertThat(err()).contains("cannot be written: there is no such file or folder");
    }

    @Test
    void anUnreadableBundleHasNoReport() {
        var page = folder.resolve("report.html");

        assertThat(run("report", VECTORS + "proof-cut.zip", "--out", page.toString()))
                .isEqualTo(3);
        assertThat(page).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"honest", "whole-tree"})
    void anEntryIsProvenByItself(String vector) {
        var proof = folder.resolve("entry.tlog-proof").toString();

        assertThat(run("prove", VECTORS + vector + ".zip", "4", "--out", proof)).isZero();
        assertThat(out()).contains("release.decision");

        assertThat(run(verifyProof(proof, story.maker, story.authority))).isZero();
        assertThat(out()).contains("Verified: the entry is in the log", "cosigned by did:web:authority.example");
        assertThat(run(verifyProof(proof, story.maker))).isEqualTo(4);
        assertThat(run(verifyProof(proof, story.authority))).isEqualTo(1);
        assertThat(run("verify", proof)).isEqualTo(2);
    }

    @Test
    void aProofOnTheStandardOutputHasItsEntryOnTheStandardError() throws IOException {
        assertThat(run("prove", provider, "5")).isZero();

        var proof = write("piped.tlog-proof", out());
        var leaf = write("piped.json", err());

        var line = verifyProof(proof, story.maker, story.buyer);
        assertThat(run(line)).as("without its entry").isEqualTo(2);
        line = Arrays.copyOf(line, line.length + 2);
        line[line.length - 2] = "--leaf";
        line[line.length - 1] = leaf;
        assertThat(run(line)).isZero();
    }

    @Test
    void aProofForAnotherEntryOrAnAlteredPayloadIsSeen() throws IOException {
        var proof = folder.resolve("entry.tlog-proof");
        var leaf = folder.resolve("entry.tlog-proof.leaf.json");
        run("prove", provider, "5", "--out", proof.toString());
        var honest = Files.readString(leaf);
        assertThat(run(verifyProof(proof.toString(), story.maker, story.buyer))).isZero();

        Files.writeString(leaf, honest.replace("deny", "allow"));
        assertThat(run(verifyProof(proof.toString(), story.maker, story.buyer))).isEqualTo(1);

        run("prove", provider, "3", "--out", folder.resolve("other").toString());
        Files.copy(folder.resolve("other.leaf.json"), leaf, StandardCopyOption.REPLACE_EXISTING);
        assertThat(run(verifyProof(proof.toString(), story.maker, story.buyer))).isEqualTo(1);

        Files.writeString(leaf, "nonsense");
        assertThat(run(verifyProof(proof.toString(), story.maker, story.buyer))).isEqualTo(3);

        Files.writeString(leaf, honest);
        Files.writeString(proof, Files.readString(proof).replace("index 5", "index 4"));
        assertThat(run(verifyProof(proof.toString(), story.maker, story.buyer))).isEqualTo(1);
        Files.writeString(proof, Files.readString(proof).replace("index 4", "index -4"));
        assertThat(run(verifyProof(proof.toString(), story.maker, story.buyer))).isEqualTo(3);
    }

    @Test
    void anErasedEntryIsStillProven() throws IOException {
        story.maker.append("{\"type\":\"erasure\",\"erases\":[3]}", story.maker.agreement);
        story.maker.erase(3, story.maker.size() - 1);
        var proof = folder.resolve("erased.tlog-proof").toString();

        assertThat(run("prove", write("erased.zip", story.provider()), "3", "--out", proof))
                .isZero();

        assertThat(out()).contains("\"erasedBy\":8");
        assertThat(run(verifyProof(proof, story.maker, story.buyer))).isZero();
    }

    @Test
    void nothingIsProvenFromABundleThatDoesNotVerify() {
        assertThat(run("prove", VECTORS + "payload-altered.zip", "4")).isEqualTo(1);
        assertThat(run("prove", provider, "99")).isEqualTo(2);
        assertThat(err()).contains("entry 99 is not in");
        assertThat(out()).isEmpty();
    }

    private static String[] verifyProof(String proof, SampleFirm... firms) {
        var line = new String[2 + 2 * firms.length];
        line[0] = "verify";
        line[1] = proof;
        for (int i = 0; i < firms.length; i++) {
            boolean log = i == 0;
            line[2 + 2 * i] = "--anchor";
            line[3 + 2 * i] = anchor(
                    firms[i], (log ? firms[i].key : firms[i].cosigner).key().vkey());
        }
        return line;
    }

    private static String anchor(SampleFirm firm, String vkey) {
        return firm.did + "=" + vkey;
    }

    private static String anchors(SampleFirm... firms) {
        var text = new StringBuilder("# whom we know\n\n");
        for (var firm : firms) {
            for (var key : List.of(firm.key, firm.cosigner, firm.statements)) {
                text.append(anchor(firm, key.key().vkey())).append('\n');
            }
        }
        return text.toString();
    }

    private int run(String... args) {
        out.reset();
        err.reset();
        return Auditor.run(List.of(args), stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private String write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    /** The text of a page that must be well-formed. */
    private static String parse(Path page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(page.toFile())
                .getDocumentElement()
                .getTextContent();
    }
}
