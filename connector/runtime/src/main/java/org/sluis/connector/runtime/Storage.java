// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;
import org.sluis.extensions.storage.Connections;
import org.sluis.extensions.storage.Database;
import org.sluis.extensions.storage.EmbeddedDatabase;
import org.sluis.extensions.storage.Migrations;
import org.sluis.extensions.storage.StorageException;

/**
 * The company's database, opened and migrated. EDC and the ledger have a pool each: a thread that holds a connection of one may
 * need one of the other, and with a single pool such threads could wait for each other.
 */
final class Storage implements AutoCloseable {

    private final EmbeddedDatabase embedded;
    private final Database database;
    private final HikariDataSource ours;
    private final HikariDataSource edc;

    private Storage(EmbeddedDatabase embedded, Database database, int connections) {
        this.embedded = embedded;
        this.database = database;
        this.ours = Connections.pool(database, "sluis", connections);
        this.edc = Connections.pool(database, "sluis-edc", connections);
    }

    static Storage open(Path company, Configuration configuration) throws InvalidConfigurationException {
        var settings = configuration.database();
        var embedded = settings.external().isPresent()
                ? null
                : EmbeddedDatabase.start(company.resolve(configuration.data()).resolve("database"));
        var database = embedded == null ? external(company, settings) : embedded.database();
        var storage = new Storage(embedded, database, settings.connections());
        try {
            storage.requireAnswer();
            Migrations.migrate(storage.ours);
            return storage;
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private static Database external(Path company, Configuration.Database settings)
            throws InvalidConfigurationException {
        return new Database(settings.url(), settings.user(), password(company, settings));
    }

    private static String password(Path company, Configuration.Database settings) throws InvalidConfigurationException {
        if (settings.passwordFile() == null) {
            return null;
        }
        var file = company.resolve(settings.passwordFile());
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new InvalidConfigurationException("database.passwordFile " + file + " cannot be read: " + e);
        }
    }

    private void requireAnswer() {
        try (var connection = ours.getConnection()) {
            connection.isValid(1);
        } catch (SQLException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new StorageException(
                    "The database at " + database.url() + " does not answer: " + cause.getMessage()
                            + " Check database.url, database.user and database.passwordFile.",
                    e);
        }
    }

    Database database() {
        return database;
    }

    HikariDataSource ours() {
        return ours;
    }

    HikariDataSource edc() {
        return edc;
    }

    @Override
    public void close() {
        ours.close();
        edc.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
