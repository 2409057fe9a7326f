// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.systemtests.conformance.PackagedConnector.Part;

/** The DCP conformance suite, one group after the other, each against a packaged connector. */
class DcpSuiteTest {

    private static final String GROUPS = "org.eclipse.dataspacetck.dcp.verification.";
    private static final String LAUNCHER = "org.eclipse.dataspacetck.dcp.system.DcpSystemLauncher";

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
        Files.createDirectories(SuiteProcess.REPORTS);
        var log = SuiteProcess.REPORTS.resolve("dcp-tck-" + group + ".connector.log");
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
        var prefixed = settings.entrySet().stream()
                .collect(Collectors.toMap(setting -> "dataspacetck." + setting.getKey(), Map.Entry::getValue));
        return new SuiteProcess("dcp-tck-" + group, GROUPS + group, LAUNCHER, port).run(prefixed);
    }
}
