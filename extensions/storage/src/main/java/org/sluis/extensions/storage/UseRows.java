// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.decision.Charge;

/** Uses, their charges and the counters; every method within the caller's transaction and under the agreement's lock. */
final class UseRows {

    /** {@code window_seconds} of a counter over the agreement's whole life. */
    private static final long WHOLE_LIFE = 0;

    private static final String COUNT_ALL = "SELECT used FROM counter WHERE agreement = ? AND rule = ?";
    private static final String COUNT_WINDOW = """
            SELECT count(*) FROM charge
            WHERE agreement = ? AND rule = ? AND window_seconds = ? AND window_seconds > 0 AND at > ?
            """;
    private static final String RESERVE =
            "INSERT INTO use (id, agreement, decision, at, state, replica, run) VALUES (?, ?, ?, ?, 'RESERVED', ?, ?)";
    private static final String CHARGE =
            "INSERT INTO charge (use, agreement, rule, window_seconds, at) VALUES (?, ?, ?, ?, ?)";
    private static final String COUNT_UP = """
            INSERT INTO counter AS c (agreement, rule, used) VALUES (?, ?, 1)
            ON CONFLICT (agreement, rule) DO UPDATE SET used = c.used + 1
            """;
    private static final String COUNT_DOWN = """
            UPDATE counter c SET used = c.used - 1 FROM charge
            WHERE charge.use = ? AND charge.window_seconds = 0 AND c.agreement = charge.agreement AND c.rule = charge.rule
            """;

    private UseRows() {}

    record Use(UUID id, String agreement, UUID decision, Instant at, String replica, UUID run) {}

    static long count(Connection connection, String agreement, String rule, Optional<Long> seconds, Instant now)
            throws SQLException {
        try (var select = connection.prepareStatement(seconds.isEmpty() ? COUNT_ALL : COUNT_WINDOW)) {
            select.setString(1, agreement);
            select.setString(2, rule);
            if (seconds.isPresent()) {
                select.setLong(3, seconds.get());
                select.setObject(4, Values.time(now.minusSeconds(seconds.get())));
            }
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    static Script reserve(Script script, Use use, List<Charge> charges) {
        script.add(RESERVE, use.id(), use.agreement(), use.decision(), Values.time(use.at()), use.replica(), use.run());
        for (var charge : charges) {
            var seconds = charge.window().map(window -> window.toSeconds()).orElse(WHOLE_LIFE);
            script.add(CHARGE, use.id(), use.agreement(), charge.rule(), seconds, Values.time(use.at()));
            if (seconds == WHOLE_LIFE) {
                script.add(COUNT_UP, use.agreement(), charge.rule());
            }
        }
        return script;
    }

    /** Settles a reserved use without waiting for the disk; false if it was not reserved. */
    static boolean settle(Connection connection, UUID use, String state) throws SQLException {
        // A reserved use counts already. When a crash forgets how it was settled it counts for good, which is never too
        // few.
        var script = new Script()
                .add("SET LOCAL synchronous_commit = off")
                .add("UPDATE use SET state = ? WHERE id = ? AND state = 'RESERVED'", state, use);
        try (var results = script.execute(connection)) {
            results.getMoreResults();
            return results.getUpdateCount() == 1;
        }
    }

    static boolean isCommitted(Connection connection, UUID use) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM use WHERE id = ? AND state = 'COMMITTED'")) {
            select.setObject(1, use);
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    static Optional<String> agreement(Connection connection, UUID use) throws SQLException {
        try (var select = connection.prepareStatement("SELECT agreement FROM use WHERE id = ?")) {
            select.setObject(1, use);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    static void dropCharges(Connection connection, UUID use) throws SQLException {
        new Script()
                .add(COUNT_DOWN, use)
                .add("DELETE FROM charge WHERE use = ?", use)
                .execute(connection)
                .close();
    }
}
