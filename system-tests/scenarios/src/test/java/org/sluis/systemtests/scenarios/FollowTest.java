// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A buyer follows the export of a maker with the commands that people type, while both sides are restarted. */
class FollowTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter DUTCH = DateTimeFormatter.ofPattern("dd-MM-yyyy");
    private static final String PURPOSE = "https://w3id.org/sluis/policy/1/purpose/delivery-follow-up";
    private static final String HEADER =
            "Productieorder;Klantnummer;Klant;Inkooporder klant;Regel;Artikelnummer klant;Omschrijving;Aantal gepland;"
                    + "Aantal goed;Eenheid;Startdatum;Leverdatum;Verwacht gereed;Status;Materiaal kg\n";

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private Process maker;
    private Process buyer;

    @BeforeEach
    void twoFirms() throws Exception {
        var makerPort = freePort();
        var buyerPort = freePort();
        init("maker", makerPort, "buyer", buyerPort, ",customer=771");
        init("buyer", buyerPort, "maker", makerPort, "");
        maker = run("maker");
        buyer = run("buyer");
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
        var decisions = log.isArray() ? log : log.path("decisions");
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

    private void init(String name, int port, String partner, int partnerPort, String more) throws Exception {
        var partnerText = "name=" + partner + ",id=did:web:" + partner + ".example,address=http://127.0.0.1:"
                + partnerPort + "/dsp" + more;
        var exit = start(
                        folder.resolve(name + ".init"),
                        "init",
                        folder.resolve(name).toString(),
                        "--id",
                        "did:web:" + name + ".example",
                        "--public-port",
                        String.valueOf(port),
                        "--management-port",
                        String.valueOf(freePort()),
                        "--control-port",
                        String.valueOf(freePort()),
                        "--partner",
                        partnerText)
                .waitFor();
        assertThat(exit).as(() -> read(folder.resolve(name + ".init"))).isZero();
    }

    private Process run(String name) throws IOException {
        var output = folder.resolve(name + ".run-" + started.size());
        var process = start(output, "run", "--company", folder.resolve(name).toString());
        started.add(process);
        await(name + " to start", () -> read(output).contains("is ready"));
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

    /** An ERP that overwrites its export as a whole. */
    private void export(String good, String state) throws IOException {
        var today = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
        var product = folder.resolve("maker/products/production-status");
        var unfinished = product.resolve("export.unfinished");
        Files.writeString(
                unfinished,
                HEADER
                        + row("WO-1", "771", "PO-OWN", good, state, today)
                        + row("WO-2", "772", "PO-OTHER", good, state, today));
        Files.move(
                unfinished,
                product.resolve("export.csv"),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static String row(
            String order, String customer, String purchase, String good, String state, LocalDate today) {
        return String.join(
                        ";",
                        order,
                        customer,
                        "Firma " + customer,
                        purchase,
                        "10",
                        "A-1",
                        "Beugel",
                        "40",
                        good,
                        "st",
                        DUTCH.format(today.minusDays(1)),
                        DUTCH.format(today.plusDays(20)),
                        DUTCH.format(today.plusDays(20)),
                        state,
                        "34,00")
                + "\n";
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

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
