// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a server that died again, on its port, until it is closed. */
final class SupervisedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedServer.class);
    private static final long LOOK_MILLIS = 250;
    /** How many looks see only whether the process is there; the file that it works on is looked at less often. */
    private static final int LOOKS = 8;

    private static final long PAUSE_MILLIS = 1_000;
    /** A server whose folder is gone does not come back, and each attempt is two lines in the log. */
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final Cluster cluster;
    private final int port;
    private final Thread supervisor = new Thread(this::supervise, "sluis-database");
    private volatile ProcessHandle process;
    private volatile ServerGuard guard;
    private volatile boolean closed;

    SupervisedServer(Cluster cluster, int port) throws IOException {
        this.cluster = cluster;
        this.port = port;
        this.process = cluster.running()
                .orElseThrow(() -> new StorageException("The database server died right after its start."));
        this.guard = ServerGuard.of(process.pid());
        supervisor.setDaemon(true);
        supervisor.start();
    }

    private void supervise() {
        try {
            do {
                while (cluster.worksHere(process)) {
                    for (int look = 0; look < LOOKS && process.isAlive(); look++) {
                        Thread.sleep(LOOK_MILLIS);
                    }
                }
            } while (startAgain());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean startAgain() throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            synchronized (this) {
                if (closed) {
                    return false;
                }
                try {
                    LOG.warn("The database server, process {}, is gone. Start {} of another one.", pid(), attempt);
                    guard.close();
                    cluster.forgetStaleServer();
                    process = cluster.start(port);
                    guard = ServerGuard.of(process.pid());
                    return true;
                } catch (IOException | StorageException e) {
                    LOG.error("The database server does not start. {}", e.getMessage());
                }
            }
            Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, PAUSE_MILLIS << Math.min(attempt - 1, 10)));
        }
    }

    long pid() {
        return process.pid();
    }

    long guardPid() {
        return guard.pid();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        synchronized (this) {
            try {
                cluster.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the server was stopping", e);
            } finally {
                guard.close();
            }
        }
    }
}
