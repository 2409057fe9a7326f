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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The connector as it is packaged, in a process of its own. */
final class PackagedConnector implements AutoCloseable {

    private static final Path HOME = Path.of("../../connector/cli/target/dist");
    private static final Path TESTS = Path.of("target/test-classes");
    private static final int SECONDS_TO_START = 300;

    /** The party that the connector is to the suite. */
    enum Part {
        VERIFIER(Optional.empty()),
        /** With {@link SuiteExtension} on its class path. */
        HOLDER(Optional.of("dcp")),
        ISSUER(Optional.empty()),
        /** Of the Dataspace Protocol's suite. */
        PEER(Optional.of("dsp"));

        /** Folder that names the tests' own extensions; where there is none it is the product and nothing else. */
        private final Optional<String> extensions;

        Part(Optional<String> extensions) {
            this.extensions = extensions;
        }
    }

    private final Part part;
    private final Path folder;
    private final Path log;
    private final int suitePort;
    private final int port = freePort();
    private final int control = freePort();
    private final String word = UUID.randomUUID().toString();
    private Process process;

    /**
     * A connector that does not run yet.
     *
     * @param log where it tells what it does
     * @param suitePort where the suite will listen
     */
    PackagedConnector(Part part, Path folder, Path log, int suitePort) {
        this.part = part;
        this.folder = folder;
        this.log = log;
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
        return "http://localhost:" + control + "/sts";
    }

    /** Where the Dataspace Protocol's suite tells it to begin something. */
    String webhooks() {
        return "http://localhost:" + control;
    }

    /** Base of the Dataspace Protocol. */
    String protocol() {
        return "http://localhost:" + port + "/dsp";
    }

    /** With which the Dataspace Protocol's suite, and nobody else, is let in without proofs. */
    String word() {
        return word;
    }

    PackagedConnector start() throws IOException, InterruptedException {
        new SuiteCompany(part, port, suitePort).write(folder);
        process = new ProcessBuilder(command())
                .redirectOutput(folder.resolve("ready.json").toFile())
                .redirectError(log.toFile())
                .start();
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!Files.readString(folder.resolve("ready.json")).contains("\"ready\"")) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IllegalStateException("the connector did not start; it wrote:\n"
                        + Files.readString(folder.resolve("ready.json")) + Files.readString(log));
            }
            Thread.sleep(100);
        }
        if (part == Part.ISSUER) {
            enrolHolder();
        }
        return this;
    }

    /** The suite cannot apply for membership; one credential of membership and one of its connector is what it wants. */
    private void enrolHolder() throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(java(), "-jar", HOME.resolve("sluis.jar").toString()));
        command.addAll(List.of(
                "authority",
                "enrol",
                "holder",
                "--company",
                folder.toString(),
                "--id",
                SuiteCompany.did(suitePort, "holder")));
        command.addAll(List.of("--legal-name", "Conformance suite", "--register-number", "none"));
        command.addAll(List.of("--endpoint", "http://localhost:" + suitePort, "--checked-by", "nobody"));
        command.addAll(List.of("--connector", "suite"));
        var enrolment = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("enrol.txt").toFile())
                .start();
        try {
            if (!enrolment.waitFor(SECONDS_TO_START, TimeUnit.SECONDS) || enrolment.exitValue() != 0) {
                throw new IllegalStateException(
                        "the holder was not enrolled: " + Files.readString(folder.resolve("enrol.txt")));
            }
        } finally {
            enrolment.destroyForcibly();
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(java());
        command.add("@" + HOME.resolve("run.options"));
        var classPath = HOME.resolve("sluis.jar").toString();
        if (part.extensions.isPresent()) {
            command.add("-Dsluis.suite.control=" + control);
            command.add("-Dsluis.suite.port=" + suitePort);
            command.add("-Dsluis.suite.word=" + word);
            classPath += File.pathSeparator + TESTS + File.pathSeparator + TESTS.resolve(part.extensions.get());
        }
        command.addAll(List.of("-cp", classPath, "org.sluis.connector.cli.Main"));
        command.addAll(List.of("run", "--company", folder.toString(), "--json", "--until-input-ends"));
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
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
