// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** EDC as it is published, with its own main class, its own stores and {@link StockExtension}; nothing of Sluis. */
final class StockConnector {

    /** What makes it keep its state in a database. */
    private static final Pattern SQL = Pattern.compile("/(?:[a-z-]*sql[a-z-]*|transaction-local)/");

    static final String DATA = "{\"from\": \"stock\"}";

    private final int management = RunningConnector.freePort();
    private final int protocol = RunningConnector.freePort();
    private final int port = RunningConnector.freePort();

    private final Map<String, String> database;

    private StockConnector(Map<String, String> database) {
        this.database = database;
    }

    static StockConnector inMemory() {
        return new StockConnector(Map.of());
    }

    /** With its state in a PostgreSQL database, in which it makes its tables. */
    static StockConnector on(String url, String user, String password) {
        return new StockConnector(Map.of(
                "edc.datasource.default.url",
                url,
                "edc.datasource.default.user",
                user,
                "edc.datasource.default.password",
                password,
                "edc.sql.schema.autocreate",
                "true"));
    }

    Trader trader() {
        return new Trader(
                "did:web:localhost%3A" + port,
                "http://localhost:" + management + "/management",
                "http://localhost:" + protocol + "/dsp/2025-1",
                Trader.KEY);
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
                        classPath() + File.pathSeparator + tests,
                        "org.eclipse.edc.boot.system.runtime.BaseRuntime"),
                log,
                () -> Files.readString(log).contains("ready"));
    }

    private String classPath() {
        return Arrays.stream(RunningConnector.classPath().split(File.pathSeparator, -1))
                .filter(entry -> !database.isEmpty()
                        || !SQL.matcher(entry.replace(File.separatorChar, '/')).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Properties properties() {
        var id = trader().id();
        var all = new Properties();
        all.putAll(database);
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
