// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The connector as it is packaged, on its own PostgreSQL, with {@link UnprovenIdentityExtension} instead of its proofs. */
final class SluisConnector {

    private static final Path HOME = Path.of("../../connector/cli/target/dist");
    private static final Path TESTS = Path.of("target/test-classes");

    private final int port = RunningConnector.freePort();
    private final int management = RunningConnector.freePort();

    Trader trader() {
        return new Trader(
                "did:web:localhost%3A" + port,
                "http://localhost:" + management + "/management",
                "http://localhost:" + port + "/dsp/2025-1",
                Trader.KEY);
    }

    RunningConnector start(Path folder, Path log, Trader partner) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("sluis.yaml"), configuration(partner));
        var classPath = String.join(
                File.pathSeparator,
                HOME.resolve("sluis.jar").toString(),
                TESTS.toString(),
                TESTS.resolve("sluis").toString());
        return RunningConnector.start(
                List.of(
                        "@" + HOME.resolve("run.options"),
                        "-cp",
                        classPath,
                        "org.sluis.connector.cli.Main",
                        "run",
                        "--company",
                        folder.toString(),
                        "--json",
                        "--until-input-ends"),
                log,
                () -> Files.readString(log).contains("\"ready\""));
    }

    private String configuration(Trader partner) {
        return """
                participant: {id: "%s", name: sluis}
                listeners:
                  public: {host: 127.0.0.1, port: %d, address: "http://localhost:%d"}
                  management: {port: %d}
                  control: {port: %d}
                principals:
                  - {name: tester, keySha256: %s}
                partners:
                  - {name: stock, id: "%s", address: "%s"}
                """.formatted(
                        trader().id(),
                        port,
                        port,
                        management,
                        RunningConnector.freePort(),
                        sha256(Trader.KEY),
                        partner.id(),
                        partner.protocol().replace("/2025-1", ""));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
