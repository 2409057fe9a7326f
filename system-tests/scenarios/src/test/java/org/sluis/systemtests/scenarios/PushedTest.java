// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A firm has its partner bring the data to its own connector, by the command. */
@Timeout(600)
class PushedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PURPOSE = "https://w3id.org/sluis/policy/1/purpose/delivery-follow-up";
    private static final String FOR_FOLLOW_UP = """
            {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", "permission": [{"action": "use",
             "constraint": [{"leftOperand": "purpose", "operator": "eq", "rightOperand": {"@id": "%s"}}]}]}""".formatted(PURPOSE);

    @TempDir
    private Path folder;

    private SmallUpstream upstream;
    private Chain chain;
    private Company provider;
    private Company consumer;
    private String agreement;

    @BeforeEach
    void anAgreement() throws Exception {
        upstream = new SmallUpstream();
        chain = new Chain(folder);
        provider = new Company("maker", folder).with("").start();
        consumer = new Company("builder", folder).with("").start();
        chain.enrol(provider, consumer);
        provider.management().publish("readings", upstream.address(), FOR_FOLLOW_UP);
        agreement = consumer.management()
                .post("/sluis/agreements", "{\"partner\": \"maker\", \"dataset\": \"readings\"}")
                .path("id")
                .asText();
    }

    @AfterEach
    void goHome() {
        consumer.close();
        provider.close();
        chain.close();
        upstream.close();
    }

    @Test
    void whatIsBroughtIsDecidedAndOnRecordAtBothSides() throws Exception {
        var brought = Sluis.run(consumer, "get", agreement, "--push", "--purpose", PURPOSE);
        assertThat(brought.text()).contains("temperature");
        assertThat(brought.code()).isZero();

        var denied = Sluis.run(consumer, "get", agreement, "--push");
        assertThat(denied.text()).contains("denied", "purpose").doesNotContain("temperature");
        assertThat(denied.code()).isNotZero();

        awaitReconciled();
        for (var company : new Company[] {provider, consumer}) {
            var log = Files.readString(company.folder().resolve("log.txt"));
            assertThat(log).as("no secret is in the log of " + company.name()).doesNotContain("Bearer ");
            assertThat(company.folder().resolve("pushed"))
                    .satisfiesAnyOf(
                            pushed -> assertThat(pushed).doesNotExist(),
                            pushed -> assertThat(pushed).isEmptyDirectory());
        }
    }

    /** The receipt needs a moment. */
    private void awaitReconciled() throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var attempt = 0; ; attempt++) {
            var compared = Command.audit("reconcile", story(provider, attempt), story(consumer, attempt));
            if (compared.exit() == 0) {
                return;
            }
            assertThat(System.nanoTime() - end).as(compared.output()).isNegative();
            Pause.millis(500);
        }
    }

    private Path story(Company company, int attempt) throws Exception {
        var file = folder.resolve(company.name() + attempt + ".zip");
        var exported = Command.log(company, "export", "--agreement", agreement, "--out", file.toString());
        assertThat(exported.exit()).as(exported.output()).isZero();
        return file;
    }
}
