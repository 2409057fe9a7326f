// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.systemtests.conformance.PackagedConnector.Part;

/** The DCP conformance suite, one group after the other, each against a packaged connector. */
class DcpSuiteTest {

    private static final String GROUPS = "org.eclipse.dataspacetck.dcp.verification.";
    private static final Path REPORTS = Path.of("../target/reports");
    private static final int MOST_MINUTES = 5;

    @TempDir
    private Path folder;

    private final int port = PackagedConnector.freePort();
    private PackagedConnector connector;

    @AfterEach
    void stop() {
        if (connector != null) {
            connector.close();
        }
    }

    @Test
    void presentsItsCredentialsAsAHolder() throws Exception {
        start("presentation.cs", Part.HOLDER);
        assertThat(run("presentation.cs", holder())).isZero();
    }

    @Test
    void takesCredentialsAsAHolder() throws Exception {
        start("issuance.cs", Part.HOLDER);
        assertThat(run("issuance.cs", holder())).isZero();
    }

    @Test
    void letsInWhoShowsCredentialsAsAVerifier() throws Exception {
        start("presentation.verifier", Part.VERIFIER);
        assertThat(run(
                        "presentation.verifier",
                        Map.of("did.verifier", connector.did(), "vpp.trigger.endpoint", connector.trigger())))
                .isZero();
    }

    @Test
    void givesCredentialsToItsMembersAsAnIssuer() throws Exception {
        start("issuance.issuer", Part.ISSUER);
        assertThat(run("issuance.issuer", Map.of("did.issuer", connector.did())))
                .isZero();
    }

    private void start(String group, Part part) throws IOException, InterruptedException {
        Files.createDirectories(REPORTS);
        var log = REPORTS.resolve("dcp-tck-" + group + ".connector.log");
        connector = new PackagedConnector(part, folder.resolve("company"), log, port);
        connector.start();
    }

    private Map<String, String> holder() {
        return Map.of(
                "did.holder",
                connector.did(),
                "sts.url",
                connector.tokenService(),
                "sts.client.id",
                "suite",
                "sts.client.secret",
                "suite",
                "credentials.correlation.id",
                SuiteExtension.HOLDER_PID);
    }

    /** Exit code of a process in which the group ran. */
    private int run(String group, Map<String, String> settings) throws Exception {
        var command = new ArrayList<String>();
        command.add(PackagedConnector.java());
        var all = new LinkedHashMap<>(settings);
        all.put("callback.address", "http://localhost:" + port);
        all.put("host", "localhost");
        all.put("port", String.valueOf(port));
        all.put("launcher", "org.eclipse.dataspacetck.dcp.system.DcpSystemLauncher");
        all.forEach((key, value) -> command.add("-Ddataspacetck." + key + "=" + value));
        command.addAll(List.of("-Xmx256m", "-cp", classPath(), SuiteMain.class.getName(), GROUPS + group));
        command.add(REPORTS.resolve("dcp-tck-" + group + ".xml").toString());
        var log = REPORTS.resolve("dcp-tck-" + group + ".log");
        var process = new ProcessBuilder(command)
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
        try (Stream<String> lines = Files.lines(log)) {
            lines.reduce((first, last) -> last).ifPresent(System.out::println);
        }
        return process.exitValue();
    }

    private static String classPath() {
        var surefire = System.getProperty("surefire.test.class.path");
        return surefire == null ? System.getProperty("java.class.path") : surefire;
    }
}
