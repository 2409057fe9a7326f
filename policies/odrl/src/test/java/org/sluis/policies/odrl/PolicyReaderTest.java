// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluis.policies.odrl.Reading.Refused;
import org.sluis.policies.odrl.Reading.Valid;

class PolicyReaderTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final byte[] NOISE = "{}[]\",:@\\ax10\0".getBytes(StandardCharsets.UTF_8);

    record Document(String name, String text, JsonNode refused) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Each file lists documents; one without {@code refused} is valid. */
    static Stream<Document> documents() throws IOException {
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/readings"))) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode each : YAML.readTree(Files.readString(file))) {
                    String text = each.has("text")
                            ? each.get("text").asText()
                            : each.required("policy").toString();
                    String name =
                            file.getFileName() + ": " + each.required("name").asText();
                    documents.add(new Document(name, text, each.path("refused")));
                }
            }
        }
        return documents.stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readsOrRefusesAsTheDocumentWants(Document document) {
        Reading reading = PolicyReader.read(document.text().getBytes(StandardCharsets.UTF_8));

        if (document.refused().isMissingNode()) {
            assertThat(reading).as(reading.toString()).isInstanceOf(Valid.class);
            return;
        }
        assertThat(reading).as(reading.toString()).isInstanceOf(Refused.class);
        List<Problem> problems = ((Refused) reading).problems();
        assertThat(problems).as(problems.toString()).hasSize(document.refused().size());
        for (int i = 0; i < problems.size(); i++) {
            JsonNode wanted = document.refused().get(i);
            assertThat(problems.get(i).code()).isEqualTo(wanted.path("code").asText());
            assertThat(problems.get(i).pointer())
                    .isEqualTo(wanted.path("pointer").asText(problems.get(i).pointer()));
            assertThat(problems.get(i).message()).endsWith(".").hasSizeBetween(10, 300);
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readsBackWhatTheWriterWrites(Document document) {
        if (PolicyReader.read(document.text()) instanceof Valid valid) {
            Reading again = PolicyReader.read(PolicyWriter.write(valid.policy()).toString());

            assertThat(again)
                    .isInstanceOfSatisfying(
                            Valid.class, read -> assertThat(read.policy()).isEqualTo(valid.policy()));
        }
    }

    @Test
    void readsTwelveLevelsAndRefusesThirteen() {
        String twelve =
                "{\"odrl:permission\":[{\"odrl:action\":\"odrl:use\",\"odrl:constraint\":[{\"odrl:and\":[{\"odrl:or\":"
                        + "[{\"odrl:xone\":[{\"odrl:leftOperand\":{\"@id\":\"odrl:spatial\"},\"odrl:operator\":\"odrl:eq\","
                        + "\"odrl:rightOperand\":\"NL\"}]}]}]}]}]}";
        String thirteen = twelve.replace("{\"@id\":\"odrl:spatial\"}", "[{\"@id\":\"odrl:spatial\"}]");

        assertThat(PolicyReader.read(twelve)).isInstanceOf(Valid.class);
        assertRefused(
                PolicyReader.read(thirteen),
                "too-deep",
                "/odrl:permission/0/odrl:constraint/0/odrl:and/0/odrl:or/0/odrl:xone/0/odrl:leftOperand/0");
    }

    @Test
    void refusesTheSameDepthInATree() throws IOException {
        JsonNode tree = JSON.readTree("{\"a\":".repeat(500) + "1" + "}".repeat(500));

        assertRefused(PolicyReader.read(tree), "too-deep", "/a".repeat(12));
    }

    @Test
    void reads256ObjectsAndRefuses257() throws IOException {
        String fits = permissions(255);
        String excess = permissions(256);

        assertThat(PolicyReader.read(fits)).isInstanceOf(Valid.class);
        assertThat(PolicyReader.read(JSON.readTree(fits))).isInstanceOf(Valid.class);
        assertRefused(PolicyReader.read(excess), "too-many-objects", "/odrl:permission/255");
        assertThat(PolicyReader.read(JSON.readTree(excess))).isInstanceOf(Refused.class);
    }

    private static String permissions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"odrl:action\":\"odrl:use\"}")
                .collect(Collectors.joining(",", "{\"odrl:permission\":[", "]}"));
    }

    @Test
    void refusesMoreThanAMegabyte() {
        assertRefused(PolicyReader.read(new byte[1_100_000]), "too-large", "");
        assertRefused(PolicyReader.read(" ".repeat(1_100_000)), "too-large", "");
    }

    @Test
    void refusesAVeryLongString() {
        assertRefused(PolicyReader.read("{\"odrl:target\":\"" + "x".repeat(100_000) + "\"}"), "too-large", "");
        assertRefused(
                PolicyReader.read("{\"odrl:target\":\"" + "x".repeat(3_000) + "\"}"),
                "identifier-form",
                "/odrl:target");
    }

    @Test
    void refusesManyValuesThatAreNoObjects() throws IOException {
        String wide = "{\"permission\":[" + "1,".repeat(400_000) + "1]}";

        assertRefused(PolicyReader.read(wide), "too-many-values", "/permission/4094");
        assertRefused(PolicyReader.read(JSON.readTree(wide)), "too-many-values", "/permission/4094");
    }

    /** Five milliseconds are the goal; ten times as much leaves room for a machine that is busy. */
    @Test
    void refusesTheWorstDocumentsFast() {
        List<String> worst = List.of(
                "[".repeat(1_000_000),
                "{\"permission\":[" + "1,".repeat(400_000) + "1]}",
                "{\"permission\":[" + "{},".repeat(300_000) + "{}]}",
                "{\"permission\":[" + "1,".repeat(4_000) + "1]}",
                IntStream.range(0, 2_000).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(",", "{", "}")),
                "{\"odrl:target\":\"" + "\\u202e".repeat(10_000) + "\"}",
                "{\"odrl:permission\":{\"odrl:action\":\"odrl:use\",\"odrl:constraint\":{\"odrl:leftOperand\":\"odrl:dateTime\","
                        + "\"odrl:operator\":\"odrl:lt\",\"odrl:rightOperand\":\"" + "9".repeat(60_000) + "\"}}}");
        for (String document : worst) {
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                assertThat(PolicyReader.read(document)).isInstanceOf(Refused.class);
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            assertThat(fastest).as(document.substring(0, 40)).isLessThan(50_000_000L);
        }
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin = "{\"@id\":\"urn:caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertRefused(PolicyReader.read(latin), "not-utf8", "");
    }

    @Test
    void readsAnOfferInAMessageUnderTheContextOfTheMessage() throws IOException {
        JsonNode message = JSON.readTree("""
                {"@context": ["https://w3id.org/dspace/2025/1/context.jsonld", {"@vocab": "https://w3id.org/edc/v0.0.1/ns/"}],
                 "@type": "ContractRequestMessage",
                 "offer": {"@id": "offer-1", "@type": "Offer", "target": "urn:dataset:x", "timestamp": "2026-11-21T10:00:00Z",
                           "permission": [{"action": "use", "constraint": [], "constraints": []}]}}
                """);

        Reading reading = PolicyReader.read(message.get("offer"), message.get("@context"), "/offer");

        assertThat(reading).isInstanceOfSatisfying(Valid.class, valid -> {
            assertThat(valid.policy().kind()).isEqualTo(Policy.Kind.OFFER);
            assertThat(valid.policy().id()).contains("offer-1");
            assertThat(valid.policy().target()).contains("urn:dataset:x");
            assertThat(valid.pointers()).containsEntry("/permission/0", "/offer/permission/0");
        });
    }

    @Test
    void knowsNoShortNamesInAMessageWithoutContext() throws IOException {
        JsonNode offer = JSON.readTree("{\"permission\":[{\"action\":\"use\"}]}");

        assertRefused(
                PolicyReader.read(offer, MissingNode.getInstance(), "/offer"), "unknown-key", "/offer/permission");
    }

    @Test
    void pointsIntoTheMessageThatAnOfferCameIn() throws IOException {
        JsonNode offer = JSON.readTree("{\"@type\":\"Offer\",\"permission\":[{\"action\":\"sell\"}]}");
        JsonNode context = JSON.readTree("\"https://w3id.org/dspace/2025/1/context.jsonld\"");

        assertRefused(PolicyReader.read(offer, context, "/offer"), "unknown-action", "/offer/permission/0/action");
        assertRefused(PolicyReader.read(offer, JSON.readTree("\"urn:x\""), "/offer"), "context-unknown", "/@context");
    }

    @Test
    void resolvesPrefixesInIdentifiersWhereJsonLdDoes() {
        String policy =
                "{\"@context\":[\"https://w3id.org/dspace/2025/1/context.jsonld\",{\"ex\":\"https://example.org/\"}],"
                        + "\"target\":\"ex:a\",\"odrl:assigner\":\"ex:b\",\"odrl:assignee\":{\"@id\":\"ex:c\"}}";

        Policy read = ((Valid) PolicyReader.read(policy)).policy();

        assertThat(read.target()).contains("https://example.org/a");
        assertThat(read.assigner()).contains("ex:b");
        assertThat(read.assignee()).contains("https://example.org/c");
    }

    @Test
    void neverThrowsWhateverHappensToADocument() throws IOException {
        List<String> seeds = documents().map(Document::text).toList();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = NOISE[random.nextInt(NOISE.length)];
            }
            assertThat(PolicyReader.read(bytes)).as("seed " + seed).isNotNull();
        }
    }

    private static void assertRefused(Reading reading, String code, String pointer) {
        assertThat(reading).as(reading.toString()).isInstanceOf(Refused.class);
        Problem first = ((Refused) reading).problems().get(0);
        assertThat(first.code()).isEqualTo(code);
        assertThat(first.pointer()).isEqualTo(pointer);
    }
}
