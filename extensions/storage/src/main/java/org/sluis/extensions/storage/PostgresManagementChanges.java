// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.extensions.management.ManagementChange;
import org.sluis.extensions.management.ManagementChanges;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.Pseudonyms;

/** Changes by management in table {@code management_change}. */
public final class PostgresManagementChanges implements ManagementChanges {

    private static final String INSERT =
            "INSERT INTO management_change (id, at, principal, method, path, status) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String END = "UPDATE management_change SET status = ? WHERE id = ? RETURNING *";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Transactions transactions;
    private final Pseudonyms pseudonyms;

    /** The table has the names of the principals; what leaves it for the record has their pseudonyms. */
    public PostgresManagementChanges(DataSource database, Pseudonyms pseudonyms) {
        this.transactions = new Transactions(database);
        this.pseudonyms = pseudonyms;
    }

    @Override
    public void begin(ManagementChange change) throws RecordUnavailableException {
        try {
            transactions.run(connection -> {
                insert(connection, change);
                tell(connection, change.at(), change);
                return null;
            });
        } catch (SQLException e) {
            throw new RecordUnavailableException(Transactions.unavailable("recording a change", e), e);
        }
    }

    private static void insert(Connection connection, ManagementChange change) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, change.id());
            insert.setObject(2, Values.time(change.at()));
            insert.setString(3, Values.recordable(change.principal()));
            insert.setString(4, Values.recordable(change.method()));
            insert.setString(5, Values.recordable(change.path()));
            insert.setObject(6, change.status().orElse(null));
            insert.executeUpdate();
        }
    }

    @Override
    public void end(UUID id, int status) {
        transactions.runOrFail("recording the end of a change", connection -> {
            try (var update = connection.prepareStatement(END)) {
                update.setInt(1, status);
                update.setObject(2, id);
                try (var rows = update.executeQuery()) {
                    if (rows.next()) {
                        tell(connection, Instant.now(), read(rows));
                    }
                }
                return null;
            }
        });
    }

    private void tell(Connection connection, Instant at, ManagementChange change) throws SQLException {
        var path = Values.recordable(change.path());
        var query = path.indexOf('?');
        var members = JSON.createObjectNode()
                .put("change", change.id().toString())
                .put("actor", pseudonyms.of(change.principal()))
                .put("method", Values.recordable(change.method()))
                // A query can have anything in it, also a secret.
                .put("path", query < 0 ? path : path.substring(0, query));
        change.status().ifPresent(status -> members.put("status", status));
        OutboxRows.insert(
                connection,
                new PolicyEvent(
                        UUID.randomUUID(), at, "admin.action", Optional.empty(), Optional.empty(), members.toString()));
    }

    @Override
    public List<ManagementChange> list(int limit) {
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("limit must be between 1 and 10000, is " + limit);
        }
        return transactions.runOrFail("reading changes", connection -> {
            try (var select =
                    connection.prepareStatement("SELECT * FROM management_change ORDER BY sequence DESC LIMIT ?")) {
                select.setInt(1, limit);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<ManagementChange>();
                    while (rows.next()) {
                        found.add(read(rows));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    private static ManagementChange read(ResultSet row) throws SQLException {
        return new ManagementChange(
                row.getObject("id", UUID.class),
                Values.requiredInstant(row, "at"),
                row.getString("principal"),
                row.getString("method"),
                row.getString("path"),
                Optional.ofNullable(row.getObject("status", Integer.class)));
    }
}
