// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.log.bundle.Check;
import org.sluis.policies.log.bundle.Verification;
import org.sluis.policies.log.reconcile.Match;
import org.sluis.policies.log.reconcile.Reconciler;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

    private static final String NASTY = "<script>alert('1')</script>&\\\"\\u0000\\u001b\\u202e\\ufffe]]>--";

    private final SampleStory story = SampleStory.told();

    @Test
    void thePageAnswersWhatAnAuditorAsks() throws Exception {
        var page = text(page(SampleStory.verify(story.provider())));

        assertThat(page)
                .contains("Verified")
                .contains("did:web:maker.example", "did:web:buyer.example", "agreement-1")
                .contains("2027-06-30T00:00:00Z (stated by entry 0)")
                .contains("constraint-not-met: odrl:purpose odrl:eq \"sluis:production-planning\" is asked,"
                        + " \"sluis:marketing\" was found (rule /permission/0)")
                .contains("48213", SampleStory.hash("data"), SampleStory.hash(SampleStory.RECEIPT))
                .contains("neutral witness", "did:web:authority.example", "maker.example/plog/2027")
                .contains("What this log cannot show", "Events that no side logged", "destruction of copies");
    }

    @Test
    void thePageLoadsNothingAndRunsNothing() throws Exception {
        var page = html(SampleStory.verify(story.provider()));

        assertThat(page.toLowerCase(Locale.ROOT))
                .doesNotContain("<script", "<link", "<img", "<iframe", "url(", "@import", "href", "src=", "onload");
        assertThat(page).contains("@media print", "size: A4", "default-src 'none'");
    }

    @Test
    void theSameBundleGivesTheSamePage() throws Exception {
        assertThat(html(SampleStory.verify(story.provider()))).isEqualTo(html(SampleStory.verify(story.provider())));
    }

    @Test
    void textOfStrangersStaysText() throws Exception {
        for (var member :
                List.of("type", "actor", "purpose", "moment", "label", "peer", "decision", "action", "subject")) {
            story.maker.append(
                    "{\"type\":\"x\",\"" + (member.equals("type") ? "type2" : member) + "\":\"" + NASTY + "\"}",
                    story.maker.agreement);
        }
        story.maker.append("{\"type\":\"" + NASTY + "\"}", story.maker.agreement);
        story.release("deny", ",\"reasons\":[{\"code\":\"" + NASTY + "\",\"wanted\":{\"a\":[1]}},\"" + NASTY + "\",7]");
        story.maker("transfer.receipt", ",\"data\":{\"bytes\":\"" + NASTY + "\",\"sha256\":\"" + NASTY + "\"}");

        var verification = SampleStory.verify(story.provider());

        assertThat(html(verification)).doesNotContain("<script", "\u001b", "\u202e");
        assertThat(text(page(verification)))
                .contains("<script>alert('1')</script>&\"⟨U+0000⟩⟨U+001B⟩⟨U+202E⟩⟨U+FFFE⟩]]>--");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"payload-altered", "leaf-altered", "one-sided", "erased", "whole-tree", "history-rewritten"})
    void thePageOfEveryVectorIsWellFormedAndSaysTheVerdict(String vector) throws Exception {
        var bundle = Files.readAllBytes(Path.of("src/test/resources/bundles", vector + ".zip"));
        var verification = SampleStory.verify(bundle);

        var page = page(verification);

        assertThat(page.getElementsByTagName("strong").item(0).getTextContent())
                .isEqualTo(Words.verdict(verification.verdict()));
    }

    @Test
    void aCheckThatWasLeftOutIsNotSaidToHold() throws Exception {
        var stranger = story.told(
                        story.maker,
                        story.buyer,
                        "provider",
                        story.buyer.signed(story.maker.checkpoint(story.maker.size())))
                .bytes(story.maker.key);

        assertThat(text(page(SampleStory.verify(stranger))))
                .contains("Not checked, because the newest checkpoint does not hold.");
    }

    @Test
    void keysThatOnlyTheBundleVouchesForAreNotSaidToHold() throws Exception {
        assertThat(text(page(SampleStory.verify(story.provider())))).contains("on its own word");
    }

    @Test
    void whatWasNotThereToCheckIsNotSaidToHold() throws Exception {
        assertThat(text(page(SampleStory.verify(story.provider()))))
                .containsPattern("consistency\\s*Does the history[^?]+\\?\\s*does not apply");
    }

    @Test
    void aBundleThatCannotBeReadHasNoPage() {
        assertThatThrownBy(() -> html(SampleStory.verify(new byte[10]))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tenThousandEntriesBecomeAFewGroups() throws Exception {
        IntStream.range(0, 10_000).forEach(i -> story.release("allow", ""));

        var page = html(SampleStory.verify(story.provider()));

        assertThat(page).contains("10,001");
        assertThat(page.indexOf("All entries")).isLessThan(60_000);
    }

    @Test
    void entriesAsCsvHaveAHeaderAndARowEach() throws Exception {
        var lines = csv().split("\r\n", -1);

        assertThat(lines).hasSize(1 + 8 + 1);
        assertThat(lines[0])
                .isEqualTo("index,time,type,decision,partner,agreement,dataset,moment,purpose,reasons,bytes,"
                        + "sha256,actor,erased by");
        assertThat(lines[4])
                .isEqualTo("3,2027-01-15T08:00:04Z,release.decision,allow,did:web:buyer.example,agreement-1,"
                        + "urn:sluis:production-status:own-orders,release,sluis:production-planning,,,,,");
        assertThat(lines[6])
                .contains("\"constraint-not-met: odrl:purpose odrl:eq \"\"sluis:production-planning\"\" is asked,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "＝1"})
    void cellsThatLookLikeFormulasAreText(String cell) {
        assertThat(EntriesCsv.cell(cell)).matches("(?s)\"?'.*").doesNotContain("\r", "\n", "\t");
    }

    @Test
    void cellsAreQuotedAsInRfc4180() {
        assertThat(EntriesCsv.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(EntriesCsv.cell("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(EntriesCsv.cell("a\r\nb")).isEqualTo("a⟨U+000D⟩⟨U+000A⟩b");
        assertThat(EntriesCsv.cell("")).isEmpty();
    }

    @Test
    void jsonLinesHaveThePayloadVerbatim() throws Exception {
        story.maker.append("{ \"type\" :\"x\", \"n\":1.00 }", story.maker.agreement);
        story.maker.append("{\"type\":\"erasure\",\"erases\":[3]}", story.maker.agreement);
        story.maker.erase(3, story.maker.size() - 1);
        var out = new StringBuilder();

        EntriesJsonLines.write(SampleStory.verify(story.provider()).bundle().orElseThrow(), out);

        var lines = out.toString().split("\n");
        assertThat(lines).hasSize(10);
        assertThat(lines[8]).endsWith(",\"payload\":{ \"type\" :\"x\", \"n\":1.00 }}");
        assertThat(lines[3]).endsWith(",\"erasedBy\":9}");
        for (var line : lines) {
            assertThat(new ObjectMapper().readTree(line).get("leaf").textValue())
                    .hasSize(64);
        }
    }

    @Test
    void aPayloadThatIsNotJsonDoesNotBreakItsLine() throws Exception {
        story.maker.append("{\"type\":oops}", story.maker.agreement);
        var verification = SampleStory.verify(story.provider());
        var out = new StringBuilder();

        EntriesJsonLines.write(verification.bundle().orElseThrow(), out);

        assertThat(verification.exitCode()).isEqualTo(3);
        var last = Arrays.asList(out.toString().split("\n")).get(8);
        assertThat(new ObjectMapper().readTree(last).get("unreadable").textValue())
                .isEqualTo("{\"type\":oops}");
        assertThat(text(page(verification))).contains("Not readable");
    }

    @Test
    void theComparisonNamesTheSixClassesAndTheDifferences() throws Exception {
        story.maker("transfer.receipt", ",\"data\":{\"bytes\":2000}");
        story.buyer.append(
                "{\"type\":\"transfer.receipt\",\"ts\":\"2027-01-15T08:00:09Z\",\"corr\":{\"agreementId\":\"agreement-1\","
                        + "\"datasetId\":\"urn:sluis:production-status:own-orders\"},\"data\":{\"bytes\":7}}",
                story.buyer.agreement);
        story.maker("transfer.state", ",\"state\":{\"to\":\"COMPLETED\"}");
        var provider = SampleStory.verify(story.provider());
        var consumer = SampleStory.verify(story.consumer());
        var out = new StringBuilder();

        ReconciliationReport.write(
                provider,
                consumer,
                Reconciler.usual()
                        .reconcile(
                                provider.bundle().orElseThrow(),
                                consumer.bundle().orElseThrow()),
                out);

        var text = text(parse(out.toString()));
        assertThat(text)
                .contains("matched", "differing", "provider-only", "consumer-only", "late", "outside-clock-bound");
        assertThat(text).contains("data.bytes: 2000 against 7").contains("The two sides do not tell the same story");
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void everyCheckHasWords(Check check) {
        var words = CheckWords.of(check);

        assertThat(List.of(words.question(), words.holds(), words.fails(), words.advice()))
                .allMatch(text -> text.length() > 10);
        assertThat(words.question()).endsWith("?");
    }

    @ParameterizedTest
    @EnumSource(Match.class)
    void everyClassHasWords(Match match) {
        assertThat(ReconciliationWords.meaning(match)).endsWith(".");
    }

    private String csv() throws IOException {
        var out = new StringBuilder();
        EntriesCsv.write(SampleStory.verify(story.provider()).bundle().orElseThrow(), out);
        return out.toString();
    }

    private static String html(Verification verification) throws IOException {
        var out = new StringBuilder();
        HtmlReport.write(verification, out);
        return out.toString();
    }

    private static Document page(Verification verification) throws Exception {
        return parse(html(verification));
    }

    /** The page is well-formed XML, in UTF-8 as well. */
    private static Document parse(String page) throws Exception {
        assertThat(new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(page);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    private static String text(Document page) {
        return page.getDocumentElement().getTextContent();
    }
}
