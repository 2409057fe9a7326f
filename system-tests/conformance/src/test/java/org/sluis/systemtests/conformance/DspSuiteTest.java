// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.systemtests.conformance.PackagedConnector.Part;
import org.sluis.systemtests.conformance.dsp.SuiteCases;

/** The Dataspace Protocol's conformance suite against a packaged connector on PostgreSQL. */
class DspSuiteTest {

    private static final String LAUNCHER = "org.eclipse.dataspacetck.dsp.system.DspSystemLauncher";
    private static final String TESTS = "org.eclipse.dataspacetck.dsp.verification";
    private static final String CONTEXT = "dataspacetck.dsp.jsonld.context.edc.";

    @TempDir
    private Path folder;

    @Test
    void passesAllTestsThatTheSuiteRuns() throws Exception {
        var port = PackagedConnector.freePort();
        Files.createDirectories(SuiteProcess.REPORTS);
        var log = SuiteProcess.REPORTS.resolve("dsp-tck.connector.log");
        var suite = new SuiteProcess("dsp-tck", TESTS, LAUNCHER, port);

        try (var connector = new PackagedConnector(Part.PEER, folder.resolve("company"), log, port)) {
            connector.start();
            assertThat(suite.run(settings(connector))).isZero();
        }

        // Two more are disabled in the suite.
        assertThat(suite.lastLine()).hasValue("dsp.verification: 65 passed, 0 failed, 2 skipped");
    }

    private Map<String, String> settings(PackagedConnector connector) throws IOException {
        var settings = new LinkedHashMap<>(SuiteCases.settings());
        var target = "dataspacetck.dsp.connector.";
        settings.put(target + "agent.id", connector.did());
        settings.put(target + "http.url", connector.protocol() + "/2025-1");
        settings.put(target + "http.base.url", connector.protocol());
        settings.put(target + "http.headers.authorization", connector.word());
        settings.put(target + "negotiation.initiate.url", connector.webhooks() + "/negotiations/requests");
        settings.put(target + "transfer.initiate.url", connector.webhooks() + "/transfers/requests");
        settings.put("dataspacetck.dsp.default.wait", "60");
        settings.put("dataspacetck.ansi", "false");
        settings.put(CONTEXT + "uri", "https://w3id.org/edc/dspace/v0.0.1");
        settings.put(CONTEXT + "path", context().toString());
        return settings;
    }

    /** EDC's own names stand in our messages under a context that the suite does not know; it is in EDC. */
    private Path context() throws IOException {
        var file = folder.resolve("dspace-edc-context.jsonld");
        try (var known = DspSuiteTest.class.getResourceAsStream("/document/dspace-edc-context-v1.jsonld")) {
            Files.copy(known, file);
        }
        return file;
    }
}
