// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** EDC as it is published, with its own main class, its stores in memory and {@link StockExtension}; nothing of Sluis. */
final class StockConnector {

    static final String DATA = "{\"from\": \"stock\"}";

    private final int management = RunningConnector.freePort();
    private final int protocol = RunningConnector.freePort();
    private final int port = RunningConnector.freePort();

    Trader trader() {
        return new Trader(
                "did:web:localhost%3A" + port,
                "http://localhost:" + management + "/management",
                "http://localhost:" + protocol + "/dsp/2025-1");
    }

    /** Where the consumer finds the endpoint of a transfer that was started. */
    String reference(String transfer) {
        return "http://localhost:" + port + "/references/" + transfer;
    }

    RunningConnector start(Path folder, Path log) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var settings = folder.resolve("stock.properties");
        try (var out = Files.newBufferedWriter(settings)) {
            properties().store(out, null);
        }
        var tests = Path.of("target/test-classes/stock");
        return RunningConnector.start(
                List.of(
                        "-Xmx512m",
                        "-Dedc.fs.config=" + settings,
                        "-cp",
                        RunningConnector.classPath() + File.pathSeparator + tests,
                        "org.eclipse.edc.boot.system.runtime.BaseRuntime"),
                log,
                () -> Files.readString(log).contains("ready"));
    }

    private Properties properties() {
        var id = trader().id();
        var all = new Properties();
        all.putAll(Map.of(
                "edc.participant.id", id,
                "edc.participant.context.id", id,
                "edc.component.id", "stock",
                "edc.policy.validation.enabled", "false",
                "edc.hostname", "localhost",
                "edc.dsp.callback.address", "http://localhost:" + protocol + "/dsp",
                "edc.transfer.proxy.token.signer.privatekey.alias", "private-key",
                "edc.transfer.proxy.token.verifier.publickey.alias", "public-key",
                "interop.port", String.valueOf(port)));
        all.putAll(Map.of(
                "web.http.port",
                String.valueOf(RunningConnector.freePort()),
                "web.http.path",
                "/api",
                "web.http.control.port",
                String.valueOf(RunningConnector.freePort()),
                "web.http.control.path",
                "/control",
                "web.http.management.port",
                String.valueOf(management),
                "web.http.management.path",
                "/management",
                "web.http.management.auth.type",
                "tokenbased",
                "web.http.management.auth.key",
                Trader.KEY,
                "web.http.protocol.port",
                String.valueOf(protocol),
                "web.http.protocol.path",
                "/dsp"));
        return all;
    }
}
