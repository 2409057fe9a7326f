// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.extensions.management.ManagementChange;
import org.sluis.extensions.management.ManagementChanges;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** Changes by management in table {@code management_change}. */
public final class PostgresManagementChanges implements ManagementChanges {

    private static final String INSERT =
            "INSERT INTO management_change (id, at, principal, method, path, status) VALUES (?, ?, ?, ?, ?, ?)";

    private final Transactions transactions;

    public PostgresManagementChanges(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void begin(ManagementChange change) throws RecordUnavailableException {
        try {
            transactions.run(connection -> {
                try (var insert = connection.prepareStatement(INSERT)) {
                    insert.setObject(1, change.id());
                    insert.setObject(2, Values.time(change.at()));
                    insert.setString(3, Values.recordable(change.principal()));
                    insert.setString(4, Values.recordable(change.method()));
                    insert.setString(5, Values.recordable(change.path()));
                    insert.setObject(6, change.status().orElse(null));
                    return insert.executeUpdate();
                }
            });
        } catch (SQLException e) {
            throw new RecordUnavailableException(Transactions.unavailable("recording a change", e), e);
        }
    }

    @Override
    public void end(UUID id, int status) {
        transactions.runOrFail("recording the end of a change", connection -> {
            try (var update = connection.prepareStatement("UPDATE management_change SET status = ? WHERE id = ?")) {
                update.setInt(1, status);
                update.setObject(2, id);
                return update.executeUpdate();
            }
        });
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
