// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/** How soon a stream that runs comes to its end when the right to it ends; all parties in processes of their own. */
class RevocationTest {

    private static final System.Logger LOG = System.getLogger(RevocationTest.class.getName());
    private static final Duration AFTER_AN_AGREEMENT = Duration.ofSeconds(1);
    private static final Duration AFTER_A_MEMBERSHIP = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int TRIES = 3;

    @TempDir
    private Path folder;

    private EndlessUpstream upstream;
    private Chain chain;
    private Company provider;
    private Company consumer;

    @BeforeEach
    void aChainWithADataset() throws Exception {
        upstream = new EndlessUpstream();
        chain = new Chain(folder);
        provider = new Company("maker", folder).with("").start();
        consumer = new Company("builder", folder).with("").start();
        chain.enrol(provider, consumer);
        provider.management().publish("readings", upstream.address(), """
                {"@context": {"odrl": "http://www.w3.org/ns/odrl/2/", "sluis": "https://w3id.org/sluis/policy/1/"},
                 "@type": "odrl:Set", "odrl:profile": "https://w3id.org/sluis/policy/1/profile",
                 "odrl:permission": [{"odrl:action": "odrl:use", "odrl:constraint": [
                   {"odrl:leftOperand": "sluis:membership", "odrl:operator": "odrl:eq", "odrl:rightOperand": "%s"}]}]}""".formatted(chain.id()));
    }

    @AfterEach
    void goHome() {
        consumer.close();
        provider.close();
        chain.close();
        upstream.close();
    }

    @Test
    void aStreamEndsWithinASecondAfterTheProviderEndedTheAgreement() throws Exception {
        var best = PATIENCE;
        for (var tried = 0; tried < TRIES && best.compareTo(AFTER_AN_AGREEMENT) > 0; tried++) {
            var agreement = agree();
            try (var reader = new StreamReader(open(agreement))) {
                reader.awaitSomething();
                provider.management().post("/sluis/agreements/" + agreement + "/stop", "{\"reason\": \"over\"}");
                var measured = reader.lastByteAfter(System.nanoTime(), PATIENCE);
                LOG.log(System.Logger.Level.INFO, "agreement ended; last byte after " + measured);
                best = measured.compareTo(best) < 0 ? measured : best;
            }
            assertThatThrownBy(() -> open(agreement).close()).hasMessageContaining("403");
        }
        assertThat(best).isLessThanOrEqualTo(AFTER_AN_AGREEMENT);
    }

    @Test
    void aStreamEndsWithinAMinuteAfterTheAuthoritySuspendedTheConsumer() throws Exception {
        var agreement = agree();
        try (var reader = new StreamReader(open(agreement))) {
            reader.awaitSomething();
            chain.suspend(consumer);
            var measured = reader.lastByteAfter(System.nanoTime(), PATIENCE);
            LOG.log(System.Logger.Level.INFO, "consumer suspended; last byte after " + measured);
            assertThat(measured).isLessThanOrEqualTo(AFTER_A_MEMBERSHIP);
        }
        assertThatThrownBy(() -> open(agreement).close()).hasMessageContaining("403");
    }

    private String agree() throws CallFailedException {
        return consumer.management()
                .post("/sluis/agreements", "{\"partner\": \"maker\", \"dataset\": \"readings\"}")
                .path("id")
                .asText();
    }

    private InputStream open(String agreement) throws CallFailedException {
        return consumer.management().stream("/sluis/agreements/" + agreement + "/data");
    }
}
