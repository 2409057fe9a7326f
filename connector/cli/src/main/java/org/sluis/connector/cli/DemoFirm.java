// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sluis.connector.runtime.CompanyFolder;
import org.sluis.connector.runtime.CompanyFolder.Start;
import org.sluis.connector.runtime.ConfigurationFile;
import org.sluis.policies.usage.Partner;

/** One firm of the demo: a folder, and a process of its own that runs the connector in it. */
final class DemoFirm implements AutoCloseable {

    private static final String PRINCIPAL = "demo";
    private static final long GRACE_SECONDS = 20;
    private static final int TAIL = 3;

    private final String name;
    private final String id;
    private final Path folder;
    private final List<Integer> ports;
    private Process process;
    private ManagementClient connector;

    /**
     * A firm that does not run yet.
     *
     * @param ports public, management and control
     */
    DemoFirm(String name, Path folder, List<Integer> ports) {
        this.name = name;
        this.id = "did:web:localhost%3A" + ports.get(0);
        this.folder = folder;
        this.ports = List.copyOf(ports);
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    Path folder() {
        return folder;
    }

    /** How another firm knows this one; where it is stands in the directory of the data space. */
    Partner asPartner(List<String> customers) {
        return new Partner(name, id, "", customers, java.util.Optional.of("NL"));
    }

    String publicAddress() {
        return "http://127.0.0.1:" + ports.get(0);
    }

    /** Writes the firm's folder; {@code patience} is appended to its configuration. */
    void create(String title, List<Partner> partners, String configuration) throws IOException {
        var start = new Start(id, title, PRINCIPAL, ports.get(0), ports.get(1), ports.get(2), partners);
        CompanyFolder.create(folder, start);
        var file = folder.resolve(ConfigurationFile.NAME);
        Files.writeString(file, Files.readString(file) + configuration);
        connector = new ManagementClient(
                URI.create(managementAddress()), key(), "the connector of " + name + " does not answer at %s");
    }

    /** Starts the process; it ends when this one does. */
    void start() throws IOException {
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        var classPath = System.getProperty("java.class.path");
        var distribution = new File(classPath).getAbsoluteFile().toPath().getParent();
        if (distribution != null && Files.isRegularFile(distribution.resolve("run.options"))) {
            command.add("@" + distribution.resolve("run.options"));
            // A demo lives too short for the second compiler to pay.
            command.add("-XX:TieredStopAtLevel=1");
            if (Files.isRegularFile(distribution.resolve("run.jsa"))) {
                command.add("-XX:SharedArchiveFile=" + distribution.resolve("run.jsa"));
            }
        }
        command.addAll(
                classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
                        ? List.of("-jar", classPath)
                        : List.of("-cp", classPath, Main.class.getName()));
        command.addAll(List.of("run", "--until-input-ends"));
        command.addAll(List.of("--company", folder.toString()));
        return command;
    }

    /** Whether it answers; fails when the process has ended. */
    boolean ready() {
        if (!process.isAlive()) {
            throw new CommandFailure(ExitCode.FAILED, "the connector of " + name + " did not start: " + tail());
        }
        try {
            connector.get("/status", java.util.Map.of());
            return true;
        } catch (CommandFailure e) {
            return false;
        }
    }

    ManagementClient connector() {
        return connector;
    }

    ObjectNode json() throws IOException {
        return Json.object()
                .put("name", name)
                .put("id", id)
                .put("pid", process.pid())
                .put("dataDirectory", folder.resolve("data").toString())
                .put("publicAddress", publicAddress())
                .put("managementAddress", managementAddress())
                .put("key", key());
    }

    private String managementAddress() {
        return "http://127.0.0.1:" + ports.get(1);
    }

    private String key() throws IOException {
        return Files.readString(new CompanyFolder(folder).key(PRINCIPAL)).strip();
    }

    private Path log() {
        return folder.resolve("connector.log");
    }

    /** The end of what the connector said, on one line. */
    String tail() {
        return String.join(" | ", tail(TAIL));
    }

    /** The last lines of what the connector said. */
    List<String> tail(int count) {
        try {
            var lines = Files.readAllLines(log());
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("it left no log: " + e.getMessage());
        }
    }

    /** Asks the process to stop; {@link #close} waits for it. */
    void stop() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Returns when the process is gone, and with it its database: a guard of the connector stops that in any case. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        stop();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
