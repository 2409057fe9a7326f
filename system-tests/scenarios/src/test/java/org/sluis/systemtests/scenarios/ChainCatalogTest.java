// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/** One catalog for the chain: read from its members, searched by its members; all parties in processes of their own. */
@Timeout(300)
class ChainCatalogTest {

    private static final int PATIENCE_SECONDS = 90;
    private static final String FOR_MEMBERS = """
            {"@context": {"odrl": "http://www.w3.org/ns/odrl/2/", "sluis": "https://w3id.org/sluis/policy/1/"},
             "@type": "odrl:Set", "odrl:profile": "https://w3id.org/sluis/policy/1/profile",
             "odrl:permission": [{"odrl:action": "odrl:use", "odrl:constraint": [
               {"odrl:leftOperand": "sluis:membership", "odrl:operator": "odrl:eq", "odrl:rightOperand": "%s"}]}]}""";

    @TempDir
    private Path folder;

    private Chain chain;
    private Company maker;
    private Company steel;
    private Company builder;

    @BeforeEach
    void aChainOfThree() throws Exception {
        chain = new Chain(folder, "catalogRefresh: PT2S");
        maker = new Company("maker", folder).with("").start();
        steel = new Company("steel", folder).with("").start();
        builder = new Company("builder", folder).with("").start();
        chain.enrol(maker, steel, builder);
    }

    @AfterEach
    void goHome() {
        builder.close();
        steel.close();
        maker.close();
        chain.close();
    }

    @Test
    void whatMembersShowTheCoordinatorIsFoundAndWhatTheyHideIsNot() throws Exception {
        maker.management().publish("urn:brackets", "http://127.0.0.1:1/", FOR_MEMBERS.formatted(chain.id()));
        steel.management().publish("urn:brackets-for-builder", "http://127.0.0.1:1/", onlyFor(builder));

        var found = await("brackets", rows -> rows.size() == 1).get(0);

        assertThat(found.path("id").asText()).isEqualTo("urn:brackets");
        assertThat(found.path("partner").asText()).isEqualTo("maker");
        assertThat(found.path("participant").asText()).isEqualTo(maker.id());
        assertThat(found.has("staleSince")).isFalse();
        assertThat(Instant.parse(found.path("readAt").asText())).isBeforeOrEqualTo(Instant.now());
        awaitStatus("steel", member -> member.has("readAt"));
        assertThat(search("brackets")).hasSize(1);
        var typed = Sluis.run(builder, "find", "brack");
        assertThat(typed.code()).isZero();
        assertThat(typed.text()).contains("urn:brackets  maker  read ").contains("sluis agree maker urn:brackets");

        maker.kill9();
        var stale = await("brackets", rows -> rows.size() == 1 && rows.get(0).has("staleSince"))
                .get(0);
        assertThat(Instant.parse(stale.path("staleSince").asText()))
                .isAfter(Instant.parse(stale.path("readAt").asText()));
        assertThat(Sluis.run(builder, "find", "--partner", "maker").text()).contains("stale since");
        var coordinator = Sluis.run(chain.company(), "authority", "catalog");
        assertThat(coordinator.text()).contains("maker").contains("1 datasets").contains("it cannot be reached");

        maker.start();
        await("brackets", rows -> rows.size() == 1 && !rows.get(0).has("staleSince"));
        chain.suspend(maker);
        assertThat(search("brackets")).isEmpty();
    }

    /** No data is needed for that yet; but a product that nobody could get anything of is not offered. */
    @Test
    void aProductThatIsSharedWithAllMembersIsFoundByThem() throws Exception {
        var product = Files.createDirectories(maker.folder().resolve("products/demand-forecast"));
        Files.writeString(product.resolve("disclosures.yaml"), "all:\n  rows: all\n  merge: item\n");

        var unknown = Sluis.run(
                maker, "share", "demand-forecast", "--as", "nothing", "--with", "members", "--for-period", "P90D");
        assertThat(unknown.code()).isNotZero();
        assertThat(unknown.text()).contains("no disclosure nothing");
        var shared = Sluis.run(
                maker, "share", "demand-forecast", "--as", "all", "--with", "members", "--for-period", "P90D");
        assertThat(shared.text())
                .contains("shared urn:sluis:demand-forecast:all with members")
                .contains(chain.id() + " will show this offer and its terms to all members");

        var found = await("forecast", rows -> rows.size() == 1).get(0);
        assertThat(found.path("product").asText()).isEqualTo("demand-forecast");
        assertThat(found.path("partner").asText()).isEqualTo("maker");
        assertThat(Sluis.run(builder, "find", "--product", "demand-forecast").text())
                .contains("sluis agree maker urn:sluis:demand-forecast:all");
    }

    private static String onlyFor(Company firm) {
        return """
                {"@context": {"odrl": "http://www.w3.org/ns/odrl/2/"}, "@type": "odrl:Set",
                 "odrl:profile": "https://w3id.org/sluis/policy/1/profile",
                 "odrl:permission": [{"odrl:action": "odrl:use", "odrl:constraint": [
                   {"odrl:leftOperand": "odrl:recipient", "odrl:operator": "odrl:eq", "odrl:rightOperand": "%s"}]}]}""".formatted(firm.id());
    }

    private List<JsonNode> await(String text, Predicate<List<JsonNode>> wanted) throws CallFailedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        var rows = search(text);
        while (!wanted.test(rows)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("found " + rows + "; the coordinator says " + statuses());
            }
            Pause.millis(200);
            rows = search(text);
        }
        return rows;
    }

    private List<JsonNode> search(String text) throws CallFailedException {
        var answer = builder.management().post("/sluis/chain-catalog/search", "{\"text\": \"" + text + "\"}");
        assertThat(answer.path("authorities").path(0).path("problem").asText()).isEmpty();
        return StreamSupport.stream(answer.path("found").spliterator(), false).toList();
    }

    private void awaitStatus(String name, Predicate<JsonNode> wanted) throws CallFailedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (StreamSupport.stream(statuses().spliterator(), false)
                .noneMatch(member -> member.path("name").asText().equals(name) && wanted.test(member))) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the coordinator says " + statuses());
            }
            Pause.millis(200);
        }
    }

    private JsonNode statuses() throws CallFailedException {
        return chain.company().management().get("/sluis/authority/catalog").path("members");
    }
}
