// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/** What a firm's staff does with the policy log as a whole, by its commands, and what an auditor then finds in the bundles. */
@Timeout(600)
class LogKeptTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int VERIFIED = 0;
    private static final int INCOMPLETE = 4;

    private static final String ANYBODY =
            "{\"@context\": \"http://www.w3.org/ns/odrl.jsonld\", \"@type\": \"Set\", \"permission\": [{\"action\": \"use\"}]}";

    @TempDir
    private Path folder;

    private SmallUpstream upstream;
    private Chain chain;
    private Company provider;
    private Company consumer;
    private String agreement;

    @BeforeEach
    void aReleaseUnderAnAgreement() throws Exception {
        upstream = new SmallUpstream();
        chain = new Chain(folder);
        provider = new Company("maker", folder).with("").start();
        consumer = new Company("builder", folder).with("").start();
        chain.enrol(provider, consumer);
        provider.management().publish("readings", upstream.address(), ANYBODY);
        agreement = consumer.management()
                .post("/sluis/agreements", "{\"partner\": \"maker\", \"dataset\": \"readings\"}")
                .path("id")
                .asText();
        awaitReceived();
        awaitReconciled();
    }

    @AfterEach
    void goHome() {
        consumer.close();
        provider.close();
        chain.close();
        upstream.close();
    }

    private void receive() throws CallFailedException, IOException {
        try (InputStream body = consumer.management().stream("/sluis/agreements/" + agreement + "/data")) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("temperature");
        }
    }

    /** Until the agreement is sealed, or the provider is up again, there is nothing to receive. */
    private void awaitReceived() throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                receive();
                return;
            } catch (CallFailedException e) {
                assertThat(System.nanoTime() - end).as(e.getMessage()).isNegative();
                Pause.millis(200);
            }
        }
    }

    /** What is on its way between the two needs a moment. */
    private void awaitReconciled() throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var compared = reconciled();
            if (compared.exit() == VERIFIED) {
                return;
            }
            assertThat(System.nanoTime() - end).as(compared.output()).isNegative();
            Pause.millis(500);
        }
    }

    private Command reconciled() throws Exception {
        var both = Files.createTempDirectory(folder, "before").getFileName().toString();
        return Command.audit(
                "reconcile", story(provider, both + "/provider.zip"), story(consumer, both + "/consumer.zip"));
    }

    private Path story(Company company, String name) throws Exception {
        return exported(company, name, "--agreement", agreement);
    }

    private Path exported(Company company, String name, String... more) throws Exception {
        var file = folder.resolve(name);
        var arguments = new String[more.length + 3];
        arguments[0] = "export";
        arguments[1] = "--out";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        var command = Command.log(company, arguments);
        assertThat(command.exit()).as(command.output()).isZero();
        return file;
    }

    @Test
    void theWholeLogIsCompleteForBothVerifiers() throws Exception {
        for (var company : List.of(provider, consumer)) {
            var whole = exported(company, company.name() + ".zip");

            var first = Command.audit("verify", whole);
            assertThat(first.exit()).as(first.output()).isEqualTo(VERIFIED);
            assertThat(first.output()).startsWith("Verified: ");

            Assumptions.assumeTrue(
                    Command.run(List.of("python3", "-c", "import cryptography")).exit() == 0,
                    "the rest is skipped: python3-cryptography is missing; on Debian: apt-get install python3-cryptography");
            var second = Command.run(
                    List.of("python3", "../second-verifier/sluis_log_verify.py", "verify", whole.toString()));
            assertThat(second.exit()).as(second.output()).isEqualTo(VERIFIED);
        }
    }

    @Test
    void anErasureLeavesBothSidesVerifiable() throws Exception {
        var month = YearMonth.now(ZoneOffset.UTC).toString();
        assertThat(Command.log(provider, "erase", agreement, month, "--reason", "asked for")
                        .exit())
                .as("without --yes")
                .isEqualTo(2);

        var erased = Command.log(provider, "erase", agreement, month, "--reason", "asked for", "--yes");

        assertThat(erased.exit()).as(erased.output()).isZero();
        assertThat(erased.output()).contains("entries of agreement " + agreement);
        var shown = Command.log(provider, "show", "--outcome", "any", "--limit", "1000");
        assertThat(shown.output()).contains("  erased  ", "entries: asked for");
        var story = story(provider, "erased.zip");
        var verified = Command.audit("verify", story);
        assertThat(verified.exit()).as(verified.output()).isEqualTo(INCOMPLETE);
        assertThat(verified.output()).contains("check erasure: erased by #").doesNotContain("Tampered");
        var compared = Command.audit("reconcile", story, story(consumer, "whole.zip"));
        assertThat(compared.exit()).as(compared.output()).isEqualTo(INCOMPLETE);
        assertThat(compared.output()).contains("of the provider and 0 of the consumer were erased", "consumer-only: ");
    }

    @Test
    void aRestoredBackupGoesOnUnderAnEntryThatNamesWhatIsLost() throws Exception {
        provider.stop();
        var backup = folder.resolve("backup");
        copy(provider.folder(), backup);
        provider.start();
        awaitReceived();
        awaitReconciled();
        provider.stop();
        copy(provider.folder(), folder.resolve("lost"));
        copy(backup, provider.folder());

        provider.start();

        awaitRefusal();
        assertThatThrownBy(this::receive).isInstanceOf(CallFailedException.class);
        var export = Command.log(provider, "export", "--agreement", agreement, "--out", folder + "/refused.zip");
        assertThat(export.exit()).as(export.output()).isEqualTo(1);
        assertThat(export.output()).contains("sluis log restore");
        assertThat(Command.log(provider, "restore").exit()).as("without --yes").isEqualTo(2);

        var restored = Command.log(provider, "restore", "--yes");

        assertThat(restored.exit()).as(restored.output()).isZero();
        assertThat(restored.output()).contains("log.restored");
        awaitReceived();
        var story = story(provider, "restored.zip");
        var verified = Command.audit("verify", story);
        assertThat(verified.exit()).as(verified.output()).isEqualTo(INCOMPLETE);
        assertThat(verified.output()).contains("the log continues from a backup", "are lost");
        var compared = Command.audit("reconcile", story, story(consumer, "after.zip"));
        assertThat(compared.exit()).as(compared.output()).isEqualTo(INCOMPLETE);
        assertThat(compared.output()).contains("are lost", "consumer-only: ");
    }

    private void awaitRefusal() throws CallFailedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (provider.management().get("/sluis/status").path("healthy").asBoolean()) {
            assertThat(System.nanoTime() - end).as("refuses to sign").isNegative();
            Pause.millis(200);
        }
    }

    /** As a real backup would: the whole folder with owners and permissions, and nothing of what is there stays. */
    private static void copy(Path from, Path to) throws Exception {
        for (var command :
                List.of(List.of("rm", "-rf", to.toString()), List.of("cp", "-a", from.toString(), to.toString()))) {
            var done = Command.run(command);
            assertThat(done.exit()).as(done.output()).isZero();
        }
    }
}
