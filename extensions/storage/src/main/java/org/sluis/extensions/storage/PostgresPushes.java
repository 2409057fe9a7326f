// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.dataplane.Push;
import org.sluis.extensions.dataplane.Push.Ending;
import org.sluis.extensions.dataplane.Pushes;
import org.sluis.extensions.dataplane.SourceAddress;

/** Pushes in the table {@code data_plane_push}; a claim is a row whose next attempt is put off. */
public final class PostgresPushes implements Pushes {
    private static final String ADD = """
            INSERT INTO data_plane_push (transfer, destination_type, destination, since, due)
            VALUES (?, ?, ?::jsonb, ?, ?)
            ON CONFLICT (transfer) DO UPDATE SET since = excluded.since, due = excluded.due""";
    private static final String CLAIM = """
            UPDATE data_plane_push SET due = ?, attempts = attempts + 1 WHERE transfer = ? AND due <= ? RETURNING *""";
    private static final String DUE = "SELECT transfer FROM data_plane_push WHERE due <= ? ORDER BY due LIMIT ?";

    private final Transactions transactions;

    public PostgresPushes(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void add(String transfer, SourceAddress destination, Instant since, Instant due) {
        update(
                "keeping a push",
                ADD,
                transfer,
                destination.type(),
                JsonTexts.write(destination.properties()),
                Values.time(since),
                Values.time(due));
    }

    @Override
    public Optional<Push> claim(String transfer, Instant now, Instant until) {
        return transactions.runOrFail("taking a push", connection -> {
            try (var claim = connection.prepareStatement(CLAIM)) {
                claim.setObject(1, Values.time(until));
                claim.setString(2, transfer);
                claim.setObject(3, Values.time(now));
                try (var rows = claim.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows)) : Optional.<Push>empty();
                }
            }
        });
    }

    @Override
    public List<String> due(Instant now, int limit) {
        return transactions.runOrFail("reading pushes", connection -> {
            try (var select = connection.prepareStatement(DUE)) {
                select.setObject(1, Values.time(now));
                select.setInt(2, limit);
                var due = new ArrayList<String>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        due.add(rows.getString(1));
                    }
                }
                return List.copyOf(due);
            }
        });
    }

    @Override
    public void later(String transfer, Instant due) {
        update(
                "putting off a push",
                "UPDATE data_plane_push SET due = ? WHERE transfer = ?",
                Values.time(due),
                transfer);
    }

    @Override
    public void end(String transfer, Ending ending, Instant due) {
        update(
                "ending a push",
                "UPDATE data_plane_push SET delivered = ?, reason = ?, due = ? WHERE transfer = ?",
                ending.delivered(),
                Values.recordable(ending.reason()),
                Values.time(due),
                transfer);
    }

    @Override
    public void remove(String transfer) {
        update("forgetting a push", "DELETE FROM data_plane_push WHERE transfer = ?", transfer);
    }

    private void update(String task, String statement, Object... values) {
        transactions.runOrFail(task, connection -> {
            try (var update = connection.prepareStatement(statement)) {
                for (var i = 0; i < values.length; i++) {
                    update.setObject(i + 1, values[i]);
                }
                return update.executeUpdate();
            }
        });
    }

    private static Push read(ResultSet row) throws SQLException {
        var delivered = row.getBoolean("delivered");
        var ended = !row.wasNull();
        return new Push(
                row.getString("transfer"),
                new SourceAddress(row.getString("destination_type"), JsonTexts.read(row.getString("destination"))),
                Values.requiredInstant(row, "since"),
                row.getInt("attempts"),
                ended ? Optional.of(new Ending(delivered, row.getString("reason"))) : Optional.empty());
    }
}
