// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How agreements end: by either party, with a reason that the other one gets, and by time. */
@Timeout(300)
class AgreementEndsTest {

    private static final System.Logger LOG = System.getLogger(AgreementEndsTest.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** A provider's transfer is deprovisioned once it is terminated. */
    private static final Set<String> OVER = Set.of("TERMINATED", "DEPROVISIONED");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private static final String POLICY = """
            {"@context": {"odrl": "http://www.w3.org/ns/odrl/2/", "sluis": "https://w3id.org/sluis/policy/1/"},
             "@type": "odrl:Set", "odrl:profile": "https://w3id.org/sluis/policy/1/profile",
             "odrl:permission": [{"odrl:action": "odrl:use", "odrl:constraint": [
               {"odrl:leftOperand": "odrl:dateTime", "odrl:operator": "odrl:lteq", "odrl:rightOperand": "%s"}]}]}""";

    @TempDir
    private Path folder;

    private EndlessUpstream upstream;
    private Chain chain;
    private Company provider;
    private Company consumer;

    @BeforeEach
    void aChain() throws Exception {
        upstream = new EndlessUpstream();
        chain = new Chain(folder);
        provider = new Company("maker", folder).with("").start();
        consumer = new Company("builder", folder).with("").start();
        chain.enrol(provider, consumer);
    }

    @AfterEach
    void goHome() {
        consumer.close();
        provider.close();
        chain.close();
        upstream.close();
    }

    private String agree(Instant end) throws Management.CallFailedException {
        provider.management().publish("readings", upstream.address(), POLICY.formatted(end));
        return consumer.management()
                .post("/sluis/agreements", "{\"partner\": \"maker\", \"dataset\": \"readings\"}")
                .path("id")
                .asText();
    }

    private static JsonNode agreement(Company company, String id) throws Management.CallFailedException {
        return company.management().get("/sluis/agreements/" + id);
    }

    private interface Condition {
        boolean holds() throws Management.CallFailedException;
    }

    private static void await(Condition condition) throws Management.CallFailedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Pause.millis(200);
        }
    }

    @Test
    void aStreamIsCutWhenItsTimeIsOverAndItsTransferEndsOnBothSidesWithTheReason() throws Exception {
        var end = Instant.now().plusSeconds(40).truncatedTo(ChronoUnit.SECONDS);
        var agreement = agree(end);
        try (var reader = new StreamReader(consumer.management().stream("/sluis/agreements/" + agreement + "/data"))) {
            reader.awaitSomething();
            var left = Duration.between(Instant.now(), end);
            assertThat(left).isPositive();
            var measured = reader.lastByteAfter(System.nanoTime() + left.toNanos(), PATIENCE);
            LOG.log(System.Logger.Level.INFO, "time over; last byte after " + measured);
            assertThat(measured).isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
        for (var company : new Company[] {provider, consumer}) {
            await(() -> company.management().transfers().stream()
                    .allMatch(transfer -> OVER.contains(transfer.path("state").asText())));
            assertThat(company.management().transfers())
                    .isNotEmpty()
                    .allSatisfy(
                            transfer -> assertThat(transfer.path("errorDetail").asText())
                                    .contains(DAY.format(end), MINUTE.format(end)));
        }
    }

    @Test
    void theOtherPartyHearsWhyAlsoWhenBothWereAway() throws Exception {
        var agreement = agree(Instant.now().plus(1, ChronoUnit.DAYS));
        consumer.stop();
        var stopped = provider.management()
                .post("/sluis/agreements/" + agreement + "/stop", "{\"reason\": \"the order was cancelled\"}");
        assertThat(stopped.at("/told/progress").asText()).isEqualTo("waiting");
        provider.kill9();

        provider.start();
        consumer.start();

        await(() -> agreement(consumer, agreement).path("state").asText().equals("revoked"));
        assertThat(agreement(consumer, agreement).path("endReason").asText()).isEqualTo("the order was cancelled");
        await(() -> agreement(provider, agreement).at("/told/progress").asText().equals("told"));
        assertThatThrownBy(() -> consumer.management().stream("/sluis/agreements/" + agreement + "/data"))
                .hasMessageContaining("403");
    }

    @Test
    void aConsumerEndsItToo() throws Exception {
        var agreement = agree(Instant.now().plus(1, ChronoUnit.DAYS));
        consumer.management().post("/sluis/agreements/" + agreement + "/stop", "{\"reason\": \"another supplier\"}");

        await(() -> agreement(provider, agreement).path("state").asText().equals("ended"));
        assertThat(agreement(provider, agreement).path("endReason").asText()).isEqualTo("another supplier");
    }
}
