// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.LogRow;
import org.sluis.extensions.policylog.projection.LogRows;
import org.sluis.policies.log.Hash;

/** Rows of table {@code log_entry}. */
public final class PostgresLogRows implements LogRows {

    private final Transactions transactions;
    private final String replica;

    /** Rows of the log of that replica; queries see those of all. */
    public PostgresLogRows(DataSource database, String replica) {
        this.transactions = new Transactions(database);
        this.replica = replica;
    }

    @Override
    public Optional<LogRow> last() {
        return transactions.runOrFail("reading the last row of the policy log", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT * FROM log_entry WHERE replica = ? ORDER BY index DESC LIMIT 1")) {
                select.setString(1, replica);
                return rows(select).stream().findFirst();
            }
        });
    }

    private void requireContinuation(Connection connection, long first) throws SQLException {
        long last = Rows.query(
                        connection,
                        "SELECT coalesce(max(index), -1) FROM log_entry WHERE replica = ?",
                        row -> row.getLong(1),
                        replica)
                .get(0);
        if (last != first - 1) {
            throw new StorageException(
                    "the last row of the policy log is of entry " + last + ", and one of entry " + first
                            + " cannot follow; the rows between are made anew",
                    null);
        }
    }

    /** A crash of the database may take the last ones away again: they are missing at the end then, and follow anew. */
    @Override
    public void append(List<LogRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        transactions.runOrFail("writing rows of the policy log", connection -> {
            Rows.update(connection, "SET LOCAL synchronous_commit = off");
            requireContinuation(connection, rows.get(0).index());
            return LogRowCopy.insert(connection, replica, rows);
        });
    }

    @Override
    public void clear() {
        transactions.runOrFail("dropping the rows of the policy log", connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM log_entry WHERE replica = ?")) {
                delete.setString(1, replica);
                return delete.executeUpdate();
            }
        });
    }

    @Override
    public void erase(Collection<Long> indices) {
        transactions.runOrFail("erasing rows of the policy log", connection -> {
            try (var update = connection.prepareStatement("UPDATE log_entry SET payload = NULL, id = NULL, peer = NULL,"
                    + " agreement = NULL, dataset = NULL, actor = NULL, outcome = NULL, type = 'erased',"
                    + " at = to_timestamp(logged / 1000.0) WHERE replica = ? AND index = ANY (?)")) {
                update.setString(1, replica);
                update.setArray(2, connection.createArrayOf("bigint", indices.toArray()));
                return update.executeUpdate();
            }
        });
    }

    @Override
    public List<LogRow> list(LogQuery query) {
        return transactions.runOrFail(
                "reading the policy log", connection -> LogRowSelect.of(query).rows(connection));
    }

    @Override
    public boolean contains(UUID id) {
        return transactions.runOrFail("reading the policy log", connection -> contains(connection, id));
    }

    private static boolean contains(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM log_entry WHERE id = ? LIMIT 1")) {
            select.setObject(1, id);
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    static List<LogRow> rows(PreparedStatement select) throws SQLException {
        var found = new ArrayList<LogRow>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(row(rows));
            }
        }
        return List.copyOf(found);
    }

    private static LogRow row(ResultSet row) throws SQLException {
        return new LogRow(
                row.getLong("index"),
                Optional.ofNullable(row.getObject("id", UUID.class)),
                Values.requiredInstant(row, "at"),
                row.getLong("logged"),
                Hash.of(row.getBytes("leaf")),
                row.getString("type"),
                Values.text(row, "outcome"),
                Values.text(row, "peer"),
                Values.text(row, "agreement"),
                Values.text(row, "dataset"),
                Values.text(row, "actor"),
                Values.text(row, "payload"));
    }
}
