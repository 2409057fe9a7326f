// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluis.extensions.storage.Connections;
import org.sluis.extensions.storage.Database;
import org.sluis.extensions.storage.EmbeddedDatabase;
import org.sluis.extensions.storage.Migrations;

/** One PostgreSQL server for all tests of this module; each connector takes a database of its own on it. */
public final class Databases {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private Databases() {}

    /** A new database with EDC's tables. */
    public static Database migrated() {
        var name = "protocol" + COUNT.incrementAndGet();
        var server = Server.INSTANCE.database();
        try (var connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var database = new Database(server.url().replace("/postgres", "/" + name), server.user(), server.password());
        try (var pool = pool(database)) {
            Migrations.migrate(pool);
        }
        return database;
    }

    /** Connections to a database. */
    public static HikariDataSource pool(Database database) {
        return Connections.pool(database, "test", 12);
    }

    private static final class Server {
        private static final EmbeddedDatabase INSTANCE = start();

        private static EmbeddedDatabase start() {
            try {
                var folder = Files.createTempDirectory("sluis-protocol-test");
                var server = EmbeddedDatabase.start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    delete(folder);
                }));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path folder) {
            try (var paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
