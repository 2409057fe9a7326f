// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.usage.PolicyEvent;

/** Rows of table {@code log_outbox}. */
final class OutboxRows {

    static final String CHANNEL = "log-outbox";

    private static final String INSERT =
            "INSERT INTO log_outbox (id, at, type, peer, agreement, members) VALUES (?, ?, ?, ?, ?, ?::jsonb)";

    /** Locked, so that another replica waits instead of passing the same on. */
    private static final String NEXT = "SELECT * FROM log_outbox ORDER BY sequence LIMIT ? FOR UPDATE";

    private OutboxRows() {}

    /** Adds an event to the transaction of the change that it tells of; whoever passes events on is told when it commits. */
    static void insert(Connection connection, PolicyEvent event) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, event.id());
            insert.setObject(2, Values.time(event.at()));
            insert.setString(3, event.type());
            insert.setString(4, Values.recordable(event.peer()));
            insert.setString(5, event.agreement().orElse(null));
            insert.setString(6, event.members());
            insert.executeUpdate();
        }
        Notifications.send(connection, CHANNEL);
    }

    /** The events that wait longest, in the order of their changes. */
    static List<PolicyEvent> next(Connection connection, int most) throws SQLException {
        try (var select = connection.prepareStatement(NEXT)) {
            select.setInt(1, most);
            try (var rows = select.executeQuery()) {
                var found = new ArrayList<PolicyEvent>();
                while (rows.next()) {
                    found.add(read(rows));
                }
                return found;
            }
        }
    }

    private static PolicyEvent read(ResultSet row) throws SQLException {
        return new PolicyEvent(
                row.getObject("id", UUID.class),
                Values.requiredInstant(row, "at"),
                row.getString("type"),
                Values.text(row, "peer"),
                Values.text(row, "agreement"),
                row.getString("members"));
    }

    static void delete(Connection connection, List<UUID> ids) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM log_outbox WHERE id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            delete.executeUpdate();
        }
    }

    static Optional<Instant> oldest(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT at FROM log_outbox ORDER BY sequence LIMIT 1");
                var rows = select.executeQuery()) {
            return rows.next() ? Values.instant(rows, "at") : Optional.empty();
        }
    }
}
