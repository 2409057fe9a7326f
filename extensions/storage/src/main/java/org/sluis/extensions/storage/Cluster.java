// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One PostgreSQL data directory, {@code cluster/} in the folder given, and the server that may run on it.
 *
 * <p>Whoever uses it holds the folder's {@link DirectoryLock}.
 */
final class Cluster {

    private static final String MAJOR = "18";
    private static final Duration INITIALISE = Duration.ofMinutes(2);
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Path folder;
    private final Path directory;
    private final Path log;
    private final PostgresCommand command;

    Cluster(Path folder, PostgresCommand command) {
        this.folder = folder;
        this.directory = folder.resolve("cluster");
        this.log = folder.resolve("server.log");
        this.command = command;
    }

    boolean exists() {
        return Files.exists(directory);
    }

    /** Built beside and moved into place, so that a process killed on the way leaves nothing half made. */
    void initialise(Path passwordFile) throws IOException, InterruptedException {
        var part = folder.resolve("cluster.part");
        delete(part);
        var result = command.run(
                folder.resolve("initdb.log"),
                INITIALISE,
                "initdb",
                "--pgdata=" + part,
                "--username=" + EmbeddedDatabase.USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C");
        if (result.code() != 0) {
            throw new StorageException("A database cannot be made in " + folder + ": " + result.output());
        }
        Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    void check() throws IOException {
        var version = directory.resolve("PG_VERSION");
        if (!Files.isRegularFile(version) || !Files.isRegularFile(directory.resolve("global/pg_control"))) {
            throw new StorageException("The database in " + directory + " is damaged: it lacks PG_VERSION or"
                    + " global/pg_control. Put a backup of the whole folder back, or move it away to start empty.");
        }
        var found = Files.readString(version).strip();
        if (!found.equals(MAJOR)) {
            throw new StorageException(
                    "The database in " + directory + " was written by PostgreSQL " + found + ", this connector brings "
                            + MAJOR + ". Dump it with the connector that wrote it and restore it here.");
        }
    }

    /**
     * The server's process once it accepts connections.
     *
     * @throws StorageException with the server's last words if it does not come up
     */
    ProcessHandle start(int port) throws IOException, InterruptedException {
        ServerSettings.write(directory);
        rotateLog();
        var before = Files.exists(log) ? Files.size(log) : 0;
        var result = command.run(
                folder.resolve("start.log"),
                START.plusSeconds(10),
                "pg_ctl",
                "--pgdata=" + directory,
                "--log=" + log,
                "--options=-p " + port,
                "--timeout=" + START.toSeconds(),
                "--wait",
                "start");
        var server = running();
        if (result.code() != 0 || server.isEmpty()) {
            stop();
            throw new StorageException(
                    "The database in " + directory + " does not start. Its last words: " + Tail.of(log, before));
        }
        return server.get();
    }

    /** Stops whatever server runs on this directory; open transactions are rolled back. */
    void stop() throws IOException, InterruptedException {
        for (var mode : List.of("fast", "immediate")) {
            var server = running();
            if (server.isEmpty()) {
                return;
            }
            command.run(
                    folder.resolve("stop.log"),
                    STOP.plusSeconds(10),
                    "pg_ctl",
                    "--pgdata=" + directory,
                    "--mode=" + mode,
                    "--timeout=" + STOP.toSeconds(),
                    "stop");
            // pg_ctl waits for the file to go, which the server removes a moment before it ends.
            awaitEnd(server.get());
        }
        if (running().isPresent()) {
            throw new StorageException("The database server on " + directory + " cannot be stopped. Stop process "
                    + running().get().pid() + " by hand.");
        }
    }

    private void awaitEnd(ProcessHandle server) throws InterruptedException {
        for (int tick = 0; tick < 200 && worksHere(server); tick++) {
            Thread.sleep(10);
        }
    }

    /** False also for a process that ended and waits to be collected by a slow init. */
    boolean worksHere(ProcessHandle server) {
        return server.isAlive() && PostmasterFile.worksOn(directory, server);
    }

    /** The server that {@code postmaster.pid} names, if it is alive and works on this very directory. */
    Optional<ProcessHandle> running() throws IOException {
        return PostmasterFile.process(directory);
    }

    /** After a reboot or in a copied folder the file may name a process of somebody else, and no server would start. */
    void forgetStaleServer() throws IOException {
        if (running().isEmpty() && PostmasterFile.namesLivingProcess(directory)) {
            Files.deleteIfExists(directory.resolve(PostmasterFile.NAME));
        }
    }

    private void rotateLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > 1_000_000) {
            Files.move(log, folder.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
