// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.edc.spi.monitor.Monitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.policies.testkit.InMemoryHouseRulesVersions;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.Pseudonyms;
import org.sluis.policies.usage.house.HouseRulesReader;
import org.sluis.policies.usage.house.WrittenHouseRules;

/** House rules over real HTTP. */
class HouseRulesResourceTest {

    private static final String KEY = "annas-key";
    private static final String ASK = "{\"version\": 1, \"rules\": [{\"partner\": \"builder\", \"product\": \"*\","
            + " \"side\": \"*\", \"decision\": \"ask\", \"reason\": \"Anna looks first.\"}],"
            + " \"otherwise\": {\"provider\": \"conclude\", \"consumer\": \"conclude\"}}";
    private static final String TERMS = "\"partner\":\"builder\",\"product\":\"demand-forecast\",\"policy\":"
            + "{\"@context\":{\"odrl\":\"http://www.w3.org/ns/odrl/2/\"},\"@type\":\"odrl:Set\","
            + "\"odrl:permission\":[{\"odrl:action\":\"odrl:use\"}]}}";

    private final InMemoryHouseRulesVersions versions = new InMemoryHouseRulesVersions();
    private ManagementListener listener;

    @BeforeEach
    void listen() throws Exception {
        var partners = new Partners(List.of(new Partner(
                "builder", "did:web:builder.example", "http://127.0.0.1:1/dsp", List.of(), Optional.empty())));
        var reader = new HouseRulesReader(Set.of("demand-forecast"));
        var rules = new WrittenHouseRules(versions, reader, partners);
        var principals = new Principals(List.of(new Principals.Principal("anna", sha256(KEY))));
        listener = new ManagementListener(List.of(
                new PrincipalFilter(
                        principals,
                        new InMemoryManagementChanges(),
                        new Pseudonyms(new byte[32]),
                        Clock.systemUTC(),
                        new Monitor() {}),
                new RefusalMapper(),
                new HouseRulesResource(versions, reader, rules, new PartnerNames(partners), Clock.systemUTC())));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private static JsonNode json(String body) throws Exception {
        return new ObjectMapper().readTree(body);
    }

    @Test
    void saysThatThereAreNone() throws Exception {
        var shown = json(listener.get(KEY, "/house-rules").body());

        assertThat(shown.path("set").asBoolean(true)).isFalse();
        assertThat(shown.has("document")).isFalse();
    }

    @Test
    void setsRulesAsTheyAreWrittenUnderAPseudonym() throws Exception {
        var set = listener.put(KEY, "/house-rules", ASK);
        var shown = json(listener.get(KEY, "/house-rules?history=true").body());

        assertThat(set.statusCode()).isEqualTo(200);
        assertThat(shown.path("document").asText()).isEqualTo(ASK);
        assertThat(shown.path("by").asText()).startsWith("p-").doesNotContain("anna");
        assertThat(shown.path("problems")).isEmpty();
        assertThat(shown.path("history")).hasSize(1);
    }

    @Test
    void refusesRulesThatAreWrongAndChangesNothing() throws Exception {
        var refused = listener.put(KEY, "/house-rules", ASK.replace("\"ask\"", "\"perhaps\""));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused.body()).at("/reasons/0/pointer").asText()).isEqualTo("/rules/0/decision");
        assertThat(json(refused.body()).at("/reasons/0/wanted").asText()).contains("conclude, ask, refuse");
        assertThat(listener.put(KEY, "/house-rules", "x".repeat(1 << 20)).statusCode())
                .isEqualTo(413);
        assertThat(listener.put("", "/house-rules", ASK).statusCode()).isEqualTo(401);
        assertThat(versions.current()).isEmpty();
    }

    @Test
    void answersWhatTheRulesWouldSay() throws Exception {
        var before = json(listener.post(KEY, "/house-rules/check", "{\"side\":\"provider\"," + TERMS)
                .body());
        listener.put(KEY, "/house-rules", ASK);
        var after = json(listener.post(KEY, "/house-rules/check", "{\"side\":\"provider\"," + TERMS)
                .body());

        assertThat(before.path("decision").asText()).isEqualTo("conclude");
        assertThat(after.path("decision").asText()).isEqualTo("ask");
        assertThat(after.path("rule").asText()).isEqualTo("/rules/0");
        assertThat(after.path("reason").asText()).isEqualTo("Anna looks first.");
    }

    @Test
    void answersInTheLanguageOfWhoAsks() throws Exception {
        listener.put(KEY, "/house-rules", ASK.replace("\"partner\": \"builder\"", "\"partner\": \"somebody\""));
        var terms = "{\"side\":\"provider\"," + TERMS;

        assertThat(json(listener.post(KEY, "/house-rules/check?lang=de", terms).body())
                        .path("reason")
                        .asText())
                .isEqualTo("Keine Hausregel betrifft diesen Partner und dieses Produkt auf dieser Seite.");
        assertThat(listener.post(KEY, "/house-rules/check?lang=fr", terms).statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesTermsThatItCannotRead() throws Exception {
        assertThat(listener.post(KEY, "/house-rules/check", "{\"side\":\"both\"," + TERMS)
                        .statusCode())
                .isEqualTo(400);
        assertThat(listener.post(KEY, "/house-rules/check", "{\"side\":\"provider\"," + TERMS.replace("use", "eat"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(listener.post(
                                KEY,
                                "/house-rules/check",
                                "{\"side\":\"provider\"," + TERMS.replace("builder", "nobody"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongWithRulesThatCannotBeReadAnyMore() throws Exception {
        versions.set("{\"version\":0}", "p", Instant.EPOCH);

        var shown = json(listener.get(KEY, "/house-rules").body());

        assertThat(shown.path("problems")).isNotEmpty();
        assertThat(json(listener.post(KEY, "/house-rules/check", "{\"side\":\"consumer\"," + TERMS)
                                .body())
                        .path("decision")
                        .asText())
                .isEqualTo("ask");
    }
}
