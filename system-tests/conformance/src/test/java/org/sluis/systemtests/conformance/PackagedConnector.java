// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The connector as it is packaged, in a process of its own, with {@link SuiteExtension} on its class path. */
final class PackagedConnector implements AutoCloseable {

    private static final Path HOME = Path.of("../../connector/cli/target/dist");
    private static final int SECONDS_TO_START = 90;

    private final Path folder;
    private final int suitePort;
    private final int port = freePort();
    private final int tokens = freePort();
    private Process process;

    PackagedConnector(Path folder, int suitePort) {
        this.folder = folder;
        this.suitePort = suitePort;
    }

    String did() {
        return "did:web:localhost%3A" + port;
    }

    /** Where the suite sends a catalog request to see who is let in. */
    String trigger() {
        return "http://localhost:" + port + "/dsp/2025-1/catalog/request";
    }

    String tokenService() {
        return "http://localhost:" + tokens + "/sts";
    }

    PackagedConnector start() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("sluis.yaml"), configuration());
        var log = folder.resolve("log.txt").toFile();
        process = new ProcessBuilder(command())
                .redirectOutput(folder.resolve("ready.json").toFile())
                .redirectError(log)
                .start();
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!Files.readString(folder.resolve("ready.json")).contains("\"ready\"")) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "the connector did not start; it wrote:\n" + Files.readString(log.toPath()));
            }
            Thread.sleep(100);
        }
        return this;
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(java());
        command.add("@" + HOME.resolve("run.options"));
        command.add("-Dsluis.suite.tokens=" + tokens);
        command.add("-Dsluis.suite.port=" + suitePort);
        command.addAll(List.of(
                "-cp",
                HOME.resolve("sluis.jar") + File.pathSeparator + Path.of("target/test-classes"),
                "org.sluis.connector.cli.Main"));
        command.addAll(List.of("run", "--company", folder.toString(), "--json", "--until-input-ends"));
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String configuration() {
        var suite = "did:web:localhost%3A" + suitePort + ":";
        var peers = Stream.of("issuer", "holder", "verifier", "thirdparty")
                .map(role -> "\"" + suite + role + "\"")
                .collect(Collectors.joining(", "));
        return """
                participant: {id: "%s", name: suite}
                listeners:
                  public: {host: 127.0.0.1, port: %d, address: "http://localhost:%d"}
                  management: {port: %d}
                  control: {port: %d}
                identity: {presentationAge: PT0S, insecurePeers: [%s]}
                authorities:
                  - {id: "%sissuer", types: [MembershipCredential, SensitiveDataCredential]}
                """.formatted(did(), port, port, freePort(), freePort(), peers, suite);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
