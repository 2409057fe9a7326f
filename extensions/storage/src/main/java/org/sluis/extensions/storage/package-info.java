// SPDX-License-Identifier: Apache-2.0
/**
 * PostgreSQL, embedded or external, and the SQL behind every port.
 *
 * <pre>{@code
 * try (var embedded = EmbeddedDatabase.start(company.resolve("data/database"))) { // or: new Database(url, user, password)
 *     var database = embedded.database();
 *     try (var pool = Connections.pool(database, "sluis", 8)) {
 *         Migrations.migrate(pool); // every table, EDC's too; before EDC starts, and without edc.sql.schema.autocreate
 *     }
 * }
 * }</pre>
 *
 * EDC takes {@code url}, {@code user} and {@code password} of the {@link org.sluis.extensions.storage.Database} as
 * {@code edc.datasource.default.*}; the embedded server admits {@code ServerSettings.MAX_CONNECTIONS} connections in all.
 */
package org.sluis.extensions.storage;
