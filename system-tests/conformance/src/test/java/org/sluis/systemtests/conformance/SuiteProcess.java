// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A group of a conformance suite in a process of its own; its report and what it wrote are kept.
 *
 * @param name of the reports
 * @param group package with the tests
 * @param launcher class with which the suite reaches the connector
 * @param port where the suite listens
 */
record SuiteProcess(String name, String group, String launcher, int port) {

    static final Path REPORTS = Path.of("../target/reports");

    private static final String PREFIX = "dataspacetck.";
    private static final int MOST_MINUTES = 10;

    /** Exit code of the process, after its last line was shown. */
    int run(Map<String, String> settings) throws IOException, InterruptedException {
        Files.createDirectories(REPORTS);
        var log = REPORTS.resolve(name + ".log");
        var process = new ProcessBuilder(command(settings))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES))
                    .as("the group ends in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        lastLine().ifPresent(System.out::println);
        return process.exitValue();
    }

    /** What the suite says of itself at its end. */
    Optional<String> lastLine() throws IOException {
        try (Stream<String> lines = Files.lines(REPORTS.resolve(name + ".log"))) {
            return lines.reduce((first, last) -> last);
        }
    }

    private List<String> command(Map<String, String> settings) {
        var all = new LinkedHashMap<>(settings);
        all.put(PREFIX + "callback.address", "http://localhost:" + port);
        all.put(PREFIX + "host", "localhost");
        all.put(PREFIX + "port", String.valueOf(port));
        all.put(PREFIX + "launcher", launcher);
        var command = new ArrayList<String>();
        command.add(PackagedConnector.java());
        all.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-Xmx256m", "-cp", classPath(), SuiteMain.class.getName(), group));
        command.add(REPORTS.resolve(name + ".xml").toString());
        return command;
    }

    /** Without the other protocol's suite, as both bring schemas of the same names; the core is of both. */
    private String classPath() {
        var surefire = System.getProperty("surefire.test.class.path");
        var all = surefire == null ? System.getProperty("java.class.path") : surefire;
        var other = "dataspacetck%1$s%2$s%1$s%2$s-".formatted(File.separator, group.contains(".dsp.") ? "dcp" : "dsp");
        return Arrays.stream(all.split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains(other))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
