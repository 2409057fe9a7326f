// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two firms join a chain; then a buyer follows the export of a maker with the commands that people type, while both sides are restarted. */
class FollowTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PURPOSE = "https://w3id.org/sluis/policy/1/purpose/delivery-follow-up";

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private Process maker;
    private Process buyer;

    @BeforeEach
    void twoFirms() throws Exception {
        var authorityPort = FreePorts.next();
        var makerPort = FreePorts.next();
        var buyerPort = FreePorts.next();
        make(
                "authority",
                authorityPort,
                List.of("authority", "init", folder.resolve("authority").toString()),
                List.of("--id", did(authorityPort), "--name", "Test chain", "--rulebook", "1"));
        make("maker", makerPort, List.of("init", folder.resolve("maker").toString()), partner("buyer", buyerPort));
        make("buyer", buyerPort, List.of("init", folder.resolve("buyer").toString()), List.of("--name", "buyer"));
        run("authority");
        maker = run("maker");
        buyer = run("buyer");
        join("maker", "12340001");
        join("buyer", "12340002");
    }

    @AfterEach
    void goHome() throws InterruptedException {
        for (var process : started) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void threeExportsArriveOnceEachAcrossRestartsOfBothSides() throws Exception {
        export("0", "Gepland");
        await(
                "the first version",
                () -> succeeds("preview", "production-status", "--as", "own-orders", "--for", "buyer"));
        sluis("maker", "share", "production-status", "--as", "own-orders", "--with", "buyer", "--purpose", PURPOSE);
        var agreement = JSON.readTree(
                        sluis("buyer", "agree", "maker", "urn:sluis:production-status:own-orders", "--json"))
                .path("id")
                .asText();
        var follower = follow(agreement);
        await("version 1", () -> received().contains("000001.json"));

        restartMaker();
        export("10", "In productie");
        await("version 2", () -> received().contains("000002.json"));

        follower.destroyForcibly().waitFor();
        restartBuyer();
        export("40", "Gereed");
        follow(agreement);
        await("version 3", () -> received().contains("000003.json"));

        assertThat(received().stream().filter(name -> name.matches("\\d+\\.(json|csv)")))
                .containsExactly("000001.csv", "000001.json", "000002.csv", "000002.json", "000003.csv", "000003.json");
        assertThat(JSON.readTree(Files.readString(into().resolve("000002.json")))
                        .at("/rows/0/quantity/good")
                        .asInt())
                .isEqualTo(10);
        assertThat(Files.readString(into().resolve("000003.csv")))
                .contains("PO-OWN")
                .doesNotContain("PO-OTHER");
        // The killed follower's open wait may still be answered, to nobody: the provider cannot know, so it counts.
        assertThat(releases()).as("one use for each version").isBetween(3L, 4L);
    }

    private long releases() throws Exception {
        var log = JSON.readTree(sluis("maker", "log", "show", "--json"));
        var decisions = log.isArray() ? log : log.path("entries");
        var count = 0L;
        for (var decision : decisions) {
            if (decision.path("moment").asText().equalsIgnoreCase("release")
                    && decision.toString().contains("allow")) {
                count++;
            }
        }
        return count;
    }

    private void restartMaker() throws Exception {
        stop(maker);
        maker = run("maker");
    }

    private void restartBuyer() throws Exception {
        stop(buyer);
        buyer = run("buyer");
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private void make(String name, int port, List<String> command, List<String> more) throws Exception {
        var all = new ArrayList<>(command);
        all.addAll(List.of("--public-port", String.valueOf(port)));
        all.addAll(List.of("--management-port", String.valueOf(FreePorts.next())));
        all.addAll(List.of("--control-port", String.valueOf(FreePorts.next())));
        all.addAll(more);
        var output = folder.resolve(name + ".init");
        assertThat(start(output, all.toArray(String[]::new)).waitFor())
                .as(() -> read(output))
                .isZero();
    }

    private static List<String> partner(String name, int port) {
        return List.of(
                "--name",
                "maker",
                "--partner",
                "name=" + name + ",id=" + did(port) + ",address=http://localhost:" + port + "/dsp,customer=771");
    }

    private static String did(int port) {
        return "did:web:localhost%3A" + port;
    }

    /** A firm joins in its terminal, and the coordinator approves in another. */
    private void join(String firm, String registerNumber) throws Exception {
        var invitation = sluis("authority", "authority", "invite").strip();
        var output = folder.resolve(firm + ".join");
        var joining = start(
                output,
                "join",
                invitation,
                "--legal-name",
                firm + " B.V.",
                "--register-number",
                registerNumber,
                "--accept-rulebook",
                "1",
                "--company",
                folder.resolve(firm).toString());
        started.add(joining);
        await(firm + " to apply", () -> read(output).contains("waiting for the coordinator"));
        sluis("authority", "authority", "approve", firm, "--checked-by", "J. Smit");
        assertThat(joining.waitFor(60, TimeUnit.SECONDS)).as(() -> read(output)).isTrue();
        assertThat(joining.exitValue()).as(() -> read(output)).isZero();
    }

    private Process run(String name) throws IOException {
        var output = folder.resolve(name + ".run-" + started.size());
        var process = start(output, "run", "--company", folder.resolve(name).toString(), "--until-input-ends");
        started.add(process);
        await(name + " to start", () -> !process.isAlive() || read(output).contains("is ready"));
        assertThat(process.isAlive()).as(() -> read(output)).isTrue();
        return process;
    }

    private Process follow(String agreement) throws IOException {
        var process = start(
                folder.resolve("follow-" + started.size()),
                "get",
                agreement,
                "--purpose",
                PURPOSE,
                "--follow",
                "--into",
                into().toString(),
                "--company",
                folder.resolve("buyer").toString());
        started.add(process);
        return process;
    }

    private String sluis(String company, String... arguments) throws Exception {
        var output = folder.resolve("output-" + System.nanoTime());
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--company", folder.resolve(company).toString()));
        var exit = start(output, all.toArray(String[]::new)).waitFor();
        assertThat(exit).as(() -> all + ": " + read(output)).isZero();
        return read(output);
    }

    private boolean succeeds(String... arguments) {
        try {
            sluis("maker", arguments);
            return true;
        } catch (Exception | AssertionError e) {
            return false;
        }
    }

    private static Process start(Path output, String... arguments) throws IOException {
        return new ProcessBuilder(Distribution.command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private void export(String good, String state) throws IOException {
        ErpExport.write(folder.resolve("maker/products/production-status"), good, state);
    }

    private Path into() {
        return folder.resolve("inbox");
    }

    private List<String> received() {
        if (!Files.isDirectory(into())) {
            return List.of();
        }
        try (var files = Files.list(into())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void await(String what, BooleanSupplier condition) {
        for (var tries = 0; tries < 600; tries++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Pause.millis(200);
        }
        throw new AssertionError(what + " did not come; " + outputs());
    }

    private String outputs() {
        var all = new StringBuilder();
        try (var files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(
                            file -> all.append(file.getFileName()).append(":\n").append(read(file)));
        } catch (IOException e) {
            all.append(e.getMessage());
        }
        return all.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
