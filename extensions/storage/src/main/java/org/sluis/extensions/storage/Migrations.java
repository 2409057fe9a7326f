// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema that this version needs; safe to call at every start and from several replicas at once. */
public final class Migrations {

    private Migrations() {}

    /**
     * Applies what is missing, each step in a transaction of its own. Needs two connections at the same time.
     *
     * @throws StorageException if the schema is newer than this connector, was changed by hand, or cannot be migrated
     */
    public static void migrate(DataSource database) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    .table("schema_version")
                    .ignoreMigrationPatterns("")
                    .connectRetries(2)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException(
                    "The database schema cannot be brought to this version of the connector. Nothing was half done: each step is"
                            + " a transaction. Cause: " + firstLine(e),
                    e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
