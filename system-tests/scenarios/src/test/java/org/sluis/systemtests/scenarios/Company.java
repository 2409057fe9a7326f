// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One firm's connector in a process of its own, with a folder and a database of its own. */
final class Company implements AutoCloseable {

    private static final int SECONDS_TO_START = 90;
    private static final int SECONDS_TO_STOP = 30;

    private final String name;
    private final Path folder;
    private final String key = UUID.randomUUID().toString();
    private final int publicPort = FreePorts.next();
    private final int managementPort = FreePorts.next();
    private final int controlPort = FreePorts.next();
    private Process process;

    /** A company that was not started yet; its files are in {@code parent}. */
    Company(String name, Path parent) {
        this.name = name;
        this.folder = parent.resolve(name);
    }

    String id() {
        return "did:web:localhost%3A" + publicPort;
    }

    /** Where partners reach it. */
    String address() {
        return "http://localhost:" + publicPort + "/dsp";
    }

    String name() {
        return name;
    }

    /** Where its files are. */
    Path folder() {
        return folder;
    }

    Management management() {
        return new Management(managementAddress(), key);
    }

    private String managementAddress() {
        return "http://127.0.0.1:" + managementPort + "/management";
    }

    /** How others reach it and how its owner does. */
    Map<String, String> trader() {
        return Map.of("id", id(), "protocol", address() + "/2025-1", "management", managementAddress(), "key", key);
    }

    /** Writes its configuration; {@code more} is added to it. */
    Company knowing(Company partner, String more) {
        return with(more + """
            partners:
              - {name: %s, id: '%s', address: '%s'}
            """.formatted(partner.name, partner.id(), partner.address()));
    }

    /** Writes its configuration, which ends with {@code more}. */
    Company with(String more) {
        try {
            Files.createDirectories(folder.resolve("keys"));
            Files.writeString(folder.resolve("keys/test.key"), key);
            Files.writeString(folder.resolve("sluis.yaml"), configuration() + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Starts the process and returns when it says it is ready. */
    Company start() {
        try {
            var log = folder.resolve("log.txt");
            var command = Distribution.command("run", "--company", folder.toString(), "--json", "--until-input-ends");
            process = new ProcessBuilder(command)
                    .redirectOutput(folder.resolve("ready.json").toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            awaitReady(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void awaitReady(Path log) throws IOException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!Files.readString(folder.resolve("ready.json")).contains("\"ready\"")) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IllegalStateException(name + " did not start; it wrote:\n"
                        + Files.readString(folder.resolve("ready.json")) + Files.readString(log));
            }
            Pause.millis(50);
        }
    }

    /** Lets every write to a file of this process fail, as on a volume that became read-only; its database is another process. */
    void forbidFileWrites(boolean forbid) throws IOException, InterruptedException {
        var limit = forbid ? "--fsize=1:unlimited" : "--fsize=unlimited:unlimited";
        var command = new ProcessBuilder("prlimit", "--pid", String.valueOf(process.pid()), limit)
                .inheritIO()
                .start();
        if (command.waitFor() != 0) {
            throw new IOException("prlimit ended with " + command.exitValue());
        }
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process without any chance to clean up. */
    void kill9() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks the process to stop. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            stop();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " did not stop within " + SECONDS_TO_STOP + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String configuration() {
        return """
            participant: {id: '%s', name: %s}
            listeners:
              public: {host: 127.0.0.1, port: %d, address: 'http://localhost:%d'}
              management: {host: 127.0.0.1, port: %d}
              control: {host: 127.0.0.1, port: %d}
            principals:
              - {name: test, keySha256: "%s"}
            """.formatted(id(), name, publicPort, publicPort, managementPort, controlPort, sha256(key));
    }

    private static String sha256(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
