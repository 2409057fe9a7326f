// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.LogRow;

/** A {@link LogQuery} in SQL. */
final class LogRowSelect {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final LogQuery query;

    private LogRowSelect(LogQuery query) {
        this.query = query;
    }

    static LogRowSelect of(LogQuery query) {
        var select = new LogRowSelect(query);
        select.equal("peer", query.peer());
        select.equal("agreement", query.agreement());
        select.equal("dataset", query.dataset());
        select.equal("actor", query.actor());
        if (!query.outcomes().isEmpty()) {
            // Written out: a parameter would hide from the planner that only denials are asked for.
            select.conditions.add("outcome IN ("
                    + String.join(
                            ", ",
                            query.outcomes().stream()
                                    .sorted()
                                    .map(LogRowSelect::literal)
                                    .toList())
                    + ")");
        }
        query.from().ifPresent(from -> select.where("at >= ?", Values.time(from)));
        query.until().ifPresent(until -> select.where("at < ?", Values.time(until)));
        return select;
    }

    List<LogRow> rows(Connection connection) throws SQLException {
        var where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        var order = " ORDER BY logged DESC, index DESC LIMIT ?";
        try (var select = connection.prepareStatement("SELECT * FROM log_entry" + where + order)) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            select.setInt(values.size() + 1, query.limit());
            return PostgresLogRows.rows(select);
        }
    }

    /** The first part of the condition is what the index covers. */
    private void equal(String column, Optional<String> value) {
        value.map(Values::recordable).ifPresent(text -> {
            where("left(" + column + ", 200) = left(?, 200)", text);
            where(column + " = ?", text);
        });
    }

    private void where(String condition, Object value) {
        conditions.add(condition);
        values.add(value);
    }

    private static String literal(String word) {
        if (!word.matches("[a-z]{1,20}")) {
            throw new IllegalArgumentException("no outcome has the name " + word);
        }
        return "'" + word + "'";
    }
}
