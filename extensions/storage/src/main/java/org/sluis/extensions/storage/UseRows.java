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

    static void reserve(Connection connection, Use use, List<Charge> charges) throws SQLException {
        try (var insert = connection.prepareStatement(RESERVE)) {
            insert.setObject(1, use.id());
            insert.setString(2, use.agreement());
            insert.setObject(3, use.decision());
            insert.setObject(4, Values.time(use.at()));
            insert.setString(5, use.replica());
            insert.setObject(6, use.run());
            insert.executeUpdate();
        }
        for (var charge : charges) {
            charge(connection, use, charge);
        }
    }

    private static void charge(Connection connection, Use use, Charge charge) throws SQLException {
        var seconds = charge.window().map(window -> window.toSeconds());
        // INVARIANT: no counter passes its limit, whatever the rule said.
        if (count(connection, use.agreement(), charge.rule(), seconds, use.at()) >= charge.limit()) {
            throw new IllegalStateException("the rule allowed a use beyond the limit of " + charge.rule());
        }
        try (var insert = connection.prepareStatement(CHARGE)) {
            insert.setObject(1, use.id());
            insert.setString(2, use.agreement());
            insert.setString(3, charge.rule());
            insert.setLong(4, seconds.orElse(WHOLE_LIFE));
            insert.setObject(5, Values.time(use.at()));
            insert.executeUpdate();
        }
        if (seconds.isEmpty()) {
            try (var update = connection.prepareStatement(COUNT_UP)) {
                update.setString(1, use.agreement());
                update.setString(2, charge.rule());
                update.executeUpdate();
            }
        }
    }

    /** The state before; empty if there is no such use. Only a reserved use changes. */
    static Optional<String> settle(Connection connection, UUID use, String state) throws SQLException {
        var known = state(connection, use);
        if (known.filter("RESERVED"::equals).isPresent()) {
            try (var update = connection.prepareStatement("UPDATE use SET state = ? WHERE id = ?")) {
                update.setString(1, state);
                update.setObject(2, use);
                update.executeUpdate();
            }
        }
        return known;
    }

    private static Optional<String> state(Connection connection, UUID use) throws SQLException {
        try (var select = connection.prepareStatement("SELECT state FROM use WHERE id = ? FOR UPDATE")) {
            select.setObject(1, use);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
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
        for (var sql : List.of(COUNT_DOWN, "DELETE FROM charge WHERE use = ?")) {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setObject(1, use);
                statement.executeUpdate();
            }
        }
    }
}
