// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A server that a test stops, kills and starts again, always on the same port. */
final class InterruptedServer implements AutoCloseable {

    private final Cluster cluster;
    private final int port;
    final Database database;

    InterruptedServer(Path folder) throws Exception {
        // Makes the database; then the test is in charge of its server.
        EmbeddedDatabase made = EmbeddedDatabase.start(folder);
        made.close();
        this.port = freePort();
        this.database = new Database(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                made.database().user(),
                made.database().password());
        this.cluster = new Cluster(
                folder.toRealPath(),
                new PostgresCommand(new PostgresBinaries().unpacked(folder.resolve("postgresql"))));
        start();
    }

    void start() throws Exception {
        cluster.start(port);
    }

    void stop() throws Exception {
        cluster.stop();
    }

    /** kill -9 of the server and a start as soon as its children are gone. */
    void killAndStart() throws Exception {
        cluster.running().orElseThrow().destroyForcibly();
        for (int attempt = 1; ; attempt++) {
            try {
                cluster.start(port);
                return;
            } catch (StorageException e) {
                if (attempt == 20) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        try {
            cluster.stop();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
