// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sluis.policies.decision.Charge;

/** Uses, their charges and the counters; every method within the caller's transaction and under the agreement's lock. */
final class UseRows {

    /** {@code window_seconds} of a counter over the agreement's whole life. */
    private static final long WHOLE_LIFE = 0;

    private static final String COUNT_WINDOW = """
        SELECT count(*) FROM charge
        WHERE agreement = ? AND rule = ? AND window_seconds = ? AND window_seconds > 0 AND at > ?
        """;
    private static final String RESERVE = """
        INSERT INTO use (id, agreement, decision, at, state, replica, run)
        SELECT id, ?, id, ?, 'RESERVED', ?, ? FROM unnest(?) id
        """;
    private static final String CHARGE = """
        INSERT INTO charge (use, agreement, rule, window_seconds, at)
        SELECT use, ?, rule, seconds, ? FROM unnest(?, ?, ?) charged (use, rule, seconds)
        """;
    private static final String COUNT_UP = """
        INSERT INTO counter AS c (agreement, rule, used)
        SELECT ?, rule, count(*) FROM unnest(?, ?) charged (rule, seconds) WHERE seconds = 0 GROUP BY rule
        ON CONFLICT (agreement, rule) DO UPDATE SET used = c.used + excluded.used
        """;
    private static final String COMMIT = "UPDATE use SET state = 'COMMITTED' WHERE id = ? AND state <> 'CANCELLED'";
    private static final String CANCEL = "UPDATE use SET state = 'CANCELLED' WHERE id = ? AND state = 'RESERVED'";
    private static final String COUNT_DOWN = """
        UPDATE counter c SET used = c.used - 1 FROM charge
        WHERE charge.use = ? AND charge.window_seconds = 0 AND c.agreement = charge.agreement AND c.rule = charge.rule
        """;

    private UseRows() {}

    /** What all uses that are reserved together have in common. */
    record Uses(String agreement, Instant at, String replica, UUID run) {}

    /** A use has the id of the decision that allowed it: whoever holds one finds the other. */
    record Reserved(UUID id, List<Charge> charges) {}

    private record Charged(UUID use, String rule, Long seconds) {}

    static long inWindow(Connection connection, String agreement, String rule, long seconds, Instant now)
            throws SQLException {
        try (var select = connection.prepareStatement(COUNT_WINDOW)) {
            select.setString(1, agreement);
            select.setString(2, rule);
            select.setLong(3, seconds);
            select.setObject(4, Values.time(now.minusSeconds(seconds)));
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** What stores the uses, their charges and what the counters say then. */
    static Script reserve(Connection connection, Uses uses, List<Reserved> reserved) throws SQLException {
        var at = Values.time(uses.at());
        var ids = array(connection, "uuid", reserved.stream().map(Reserved::id));
        var script = new Script().add(RESERVE, uses.agreement(), at, uses.replica(), uses.run(), ids);
        var charged = reserved.stream()
                .flatMap(use -> use.charges().stream().map(charge -> charged(use.id(), charge)))
                .toList();
        if (!charged.isEmpty()) {
            var charging = array(connection, "uuid", charged.stream().map(Charged::use));
            var rules = array(connection, "text", charged.stream().map(Charged::rule));
            var seconds = array(connection, "bigint", charged.stream().map(Charged::seconds));
            script.add(CHARGE, uses.agreement(), at, charging, rules, seconds)
                    .add(COUNT_UP, uses.agreement(), rules, seconds);
        }
        return script;
    }

    private static Charged charged(UUID use, Charge charge) {
        return new Charged(
                use, charge.rule(), charge.window().map(Duration::toSeconds).orElse(WHOLE_LIFE));
    }

    private static Array array(Connection connection, String type, Stream<?> elements) throws SQLException {
        return connection.createArrayOf(type, elements.toArray());
    }

    /** Whether the use counts; if so, nothing cancels it any more. */
    static boolean commit(Connection connection, UUID use) throws SQLException {
        return updated(connection, COMMIT, use);
    }

    /** Whether the use was reserved; it counts no more. */
    static boolean cancel(Connection connection, UUID use) throws SQLException {
        return updated(connection, CANCEL, use);
    }

    private static boolean updated(Connection connection, String statement, UUID use) throws SQLException {
        try (var update = connection.prepareStatement(statement)) {
            update.setObject(1, use);
            return update.executeUpdate() == 1;
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
