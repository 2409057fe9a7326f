// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, as an outsider runs it: the launcher, three processes, three databases. */
class DemoTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final DateTimeFormatter DUTCH = DateTimeFormatter.ofPattern("dd-MM-yyyy");

    @TempDir
    Path scratch;

    @Test
    void everyStepHoldsAndNothingStaysBehind() throws Exception {
        var demo = demo("--once", "--json");

        assertThat(demo.exit).as(demo.text()).isZero();
        assertThat(demo.steps).isNotEmpty().allSatisfy(step -> {
            assertThat(step.path("ok").asBoolean()).as(step.toString()).isTrue();
            assertThat(step.path("ms").isNumber()).isTrue();
            assertThat(step.path("step").asText()).isNotEmpty();
        });
        assertThat(checks(demo))
                .allSatisfy(step ->
                        assertThat(step.path("observed")).as(step.toString()).isEqualTo(step.path("expect")));
        assertThat(checks(demo).map(step -> step.path("expect").asText())).contains("allow", "deny");
        assertThat(checks(demo)
                        .filter(step -> step.path("expect").asText().equals("deny"))
                        .map(step -> step.path("step").asText()))
                .containsExactly(
                        "impostor",
                        "foreign-offer",
                        "look-ahead",
                        "wrong-purpose",
                        "above-count",
                        "revoked",
                        "expired",
                        "suspended");
        assertThat(demo.steps.stream().map(step -> step.path("step").asText()))
                .contains("house-rules", "approval", "counter-offer", "end-with-reason");
        assertThatNothingStaysBehind(demo);
    }

    @Test
    void usesTheExportsItIsGiven() throws Exception {
        var exports = Files.createDirectory(scratch.resolve("exports"));
        writeOrders(exports, List.of("PO-A-1", "PO-A-2", "PO-A-3"), List.of("PO-B-1"));
        writeForecast(exports);

        var demo = demo("--once", "--json", "--data", exports.toString());

        assertThat(demo.exit).as(demo.text()).isZero();
        assertThat(orders(demo)).containsExactlyInAnyOrder("PO-A-1", "PO-A-2", "PO-A-3");
        assertThatNothingStaysBehind(demo);
    }

    @Test
    void aBrokenExportEndsTheDemoWithTheRowAndColumn() throws Exception {
        var exports = Files.createDirectory(scratch.resolve("exports"));
        writeOrders(exports, List.of("PO-A-1"), List.of("PO-B-1"));
        writeForecast(exports);
        var orders = exports.resolve("erp_productieorders.csv");
        var text = Files.readString(orders, Charset.forName("windows-1252"));
        Files.writeString(
                orders, text.replaceFirst("(?m)^(WO-2;.*;)st;\\d\\d-", "$1st;99-"), Charset.forName("windows-1252"));

        var demo = demo("--once", "--json", "--data", exports.toString());

        assertThat(demo.exit).isEqualTo(1);
        assertThat(demo.text()).contains("Startdatum");
        assertThatNothingStaysBehind(demo);
    }

    @Test
    void controlCLeavesNothingBehind() throws Exception {
        var output = scratch.resolve("held");
        var process = start(output, "--json", "--hold");
        var firms = awaitFirms(output);

        signal("INT", process.pid());

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertGone(firms);
    }

    private record Demo(int exit, List<JsonNode> steps, String output) {
        String text() {
            return output;
        }
    }

    private Demo demo(String... options) throws Exception {
        var output = scratch.resolve("output-" + System.nanoTime());
        var process = start(output, options);
        if (!process.waitFor(4, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("the demo did not end in four minutes: " + Files.readString(output));
        }
        return new Demo(process.exitValue(), steps(output), Files.readString(output));
    }

    private Process start(Path output, String... options) throws IOException {
        // A build started in the background ignores Ctrl-C, and so would all it starts.
        var command = new ArrayList<>(
                List.of("env", "--default-signal=INT", ROOT.resolve("sluis").toString(), "demo"));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .put("TMPDIR", Files.createDirectories(scratch.resolve("tmp")).toString());
        return builder.start();
    }

    private static List<JsonNode> steps(Path output) throws IOException {
        var steps = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(output)) {
            if (line.startsWith("{")) {
                steps.add(JSON.readTree(line));
            }
        }
        return steps;
    }

    private static Stream<JsonNode> checks(Demo demo) {
        return demo.steps.stream().filter(step -> step.has("expect"));
    }

    private static List<String> orders(Demo demo) {
        return demo.steps.stream()
                .filter(step -> step.has("orders"))
                .findFirst()
                .map(step -> StreamSupport.stream(step.path("orders").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList())
                .orElseThrow();
    }

    private void assertThatNothingStaysBehind(Demo demo) {
        assertThat(demo.steps.get(0).path("firms"))
                .as("a coordinator and three firms")
                .hasSize(4);
        assertGone(demo.steps.get(0).path("firms"));
    }

    /** Neither a connector, nor a database server, nor a folder of any firm is left. */
    private static void assertGone(JsonNode firms) {
        for (var firm : firms) {
            assertThat(ProcessHandle.of(firm.path("pid").asLong()).filter(ProcessHandle::isAlive))
                    .as("process of " + firm)
                    .isEmpty();
            var data = firm.path("dataDirectory").asText();
            assertThat(data).isNotEmpty();
            assertThat(ProcessHandle.allProcesses()
                            .filter(process ->
                                    process.info().commandLine().orElse("").contains(data)))
                    .as("processes in " + data)
                    .isEmpty();
            assertThat(Path.of(data)).doesNotExist();
        }
    }

    private static JsonNode awaitFirms(Path output) throws Exception {
        for (var tries = 0; tries < 900; tries++) {
            var steps = steps(output);
            if (steps.size() > 1) {
                return steps.get(0).path("firms");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("the demo did not start: " + Files.readString(output));
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void writeOrders(Path folder, List<String> first, List<String> second) throws IOException {
        var lines = new StringBuilder(
                "Productieorder;Klantnummer;Klant;Inkooporder klant;Regel;Artikelnummer klant;Omschrijving;Aantal"
                        + " gepland;Aantal goed;Eenheid;Startdatum;Leverdatum;Verwacht gereed;Status;Materiaal kg\r\n");
        var number = 1;
        for (var order : first) {
            lines.append(order(number++, "771", "Één Machinebouw \"Zuid\" B.V.", order));
        }
        for (var order : second) {
            lines.append(order(number++, "772", "Ander & Zoon", order));
        }
        Files.writeString(folder.resolve("erp_productieorders.csv"), lines, Charset.forName("windows-1252"));
    }

    private static String order(int number, String customer, String name, String order) {
        var today = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
        return String.join(
                        ";",
                        "WO-" + number,
                        customer,
                        "\"" + name.replace("\"", "\"\"") + "\"",
                        order,
                        "10",
                        "ART-" + number,
                        "Onderdeel – nr " + number,
                        "40",
                        "0",
                        "st",
                        DUTCH.format(today.plusDays(3)),
                        DUTCH.format(today.plusDays(20)),
                        DUTCH.format(today.plusDays(20)),
                        "Gepland",
                        "12,50")
                + "\r\n";
    }

    private static void writeForecast(Path folder) throws IOException {
        var lines = new StringBuilder("Prognosedatum;Klantnummer;Klant;Artikelnummer;Week;Aantal;Zekerheid\r\n");
        var today = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
        for (var customer : List.of("771", "772")) {
            for (var week = 0; week < 12; week++) {
                var day = today.plusWeeks(week);
                lines.append(DUTCH.format(today))
                        .append(';')
                        .append(customer)
                        .append(";Firma;ART-1;")
                        .append("%d-W%02d"
                                .formatted(
                                        day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)))
                        .append(";30;plan\r\n");
            }
        }
        Files.writeString(folder.resolve("erp_prognose_snapshots.csv"), lines, Charset.forName("windows-1252"));
    }
}
