// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server that belongs to this process and keeps its data in one folder for good.
 *
 * <p>It listens on a free port of 127.0.0.1 and lets nobody in without the password in the folder. {@link #close} stops it. When
 * this process is killed a guard stops it; when the guard is killed too, the next start does. When the server dies alone it is
 * started again on the same port.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    static final String USER = "sluis";

    private static final int TRIES_FOR_A_PORT = 5;
    // pg_ctl hands the path to a shell, within double quotes.
    private static final Pattern UNSAFE_PATH = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

    private final DirectoryLock lock;
    private final SupervisedServer server;
    private final Database database;

    private EmbeddedDatabase(DirectoryLock lock, SupervisedServer server, Database database) {
        this.lock = lock;
        this.server = server;
        this.database = database;
    }

    /**
     * Returns once the database accepts connections. The folder is made where it is missing.
     *
     * @throws StorageException if the folder is in use by another connector, damaged, written by another major version of
     *     PostgreSQL, or cannot be written
     */
    public static EmbeddedDatabase start(Path folder) {
        if (UNSAFE_PATH.matcher(folder.toAbsolutePath().toString()).find()) {
            throw new StorageException("The data directory " + folder + " has a character in its path that the database"
                    + " cannot take: one of \" $ ` \\. Choose another path.");
        }
        try {
            var real = OwnerOnly.directory(folder.toAbsolutePath());
            return start(real, DirectoryLock.take(real));
        } catch (IOException e) {
            throw new StorageException("The data directory " + folder + " cannot be used: " + e + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("Interrupted while the database in " + folder + " was starting.", e);
        }
    }

    private static EmbeddedDatabase start(Path folder, DirectoryLock lock) throws IOException, InterruptedException {
        try {
            var home = new PostgresBinaries().unpacked(folder.resolve("postgresql"));
            var cluster = new Cluster(folder, new PostgresCommand(home));
            var password = prepare(folder, cluster);
            var port = startOnFreePort(cluster);
            var database = new Database("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password);
            return new EmbeddedDatabase(lock, new SupervisedServer(cluster, port), database);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static String prepare(Path folder, Cluster cluster) throws IOException, InterruptedException {
        var file = folder.resolve("password");
        if (cluster.exists()) {
            cluster.check();
            cluster.stop();
            cluster.forgetStaleServer();
            if (!Files.isRegularFile(file)) {
                throw new StorageException(
                        "The file " + file + " is missing; without it nobody can open the database beside"
                                + " it. Put it back from a backup.");
            }
            return Files.readString(file).strip();
        }
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        OwnerOnly.write(file, password);
        cluster.initialise(file);
        return password;
    }

    private static int startOnFreePort(Cluster cluster) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            var port = freePort();
            try {
                cluster.start(port);
                return port;
            } catch (StorageException e) {
                // Somebody else may have taken the port meanwhile.
                if (attempt == TRIES_FOR_A_PORT || !e.getMessage().contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    public Database database() {
        return database;
    }

    /** The server's process; another one after the server had to be started again. */
    public long serverPid() {
        return server.pid();
    }

    /** For tests: the process that stops the server when this one dies. */
    long guardPid() {
        return server.guardPid();
    }

    /** Stops the server; what was committed is kept. May be called more than once. */
    @Override
    public void close() {
        // A shutdown may interrupt this thread; the server must be stopped all the same.
        var interrupted = Thread.interrupted();
        try (lock) {
            server.close();
        } catch (IOException e) {
            throw new StorageException("The database server did not stop cleanly: " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
