// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL server for all tests of this module; each test takes an empty database of its own. */
final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static String template;

    private TestDatabase() {}

    static Database empty() {
        return create("template1");
    }

    /** With the schema of the connector. */
    static synchronized Database migrated() {
        if (template == null) {
            var database = empty();
            try (var pool = Connections.pool(database, "test", 2)) {
                Migrations.migrate(pool);
            }
            template = database.url().replaceFirst(".*/", "");
        }
        return create(template);
    }

    private static Database create(String template) {
        var name = "test" + COUNT.incrementAndGet();
        var server = Server.INSTANCE.database();
        try (var connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database(server.url().replace("/postgres", "/" + name), server.user(), server.password());
    }

    private static final class Server {
        static final EmbeddedDatabase INSTANCE = start();

        private static EmbeddedDatabase start() {
            try {
                var folder = Files.createTempDirectory("sluis-storage-test");
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
