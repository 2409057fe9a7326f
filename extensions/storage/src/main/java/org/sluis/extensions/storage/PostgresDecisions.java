// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;

/** Decisions in the append-only table {@code decision}. */
public final class PostgresDecisions implements Decisions {

    private final Transactions transactions;
    private final String replica;

    /** Records made here carry the name of this replica. */
    public PostgresDecisions(DataSource database, String replica) {
        this.transactions = new Transactions(database);
        this.replica = replica;
    }

    @Override
    public void append(DecisionRecord decision) throws RecordUnavailableException {
        try {
            transactions.run(connection -> {
                DecisionRows.insert(connection, decision, replica);
                return null;
            });
        } catch (SQLException e) {
            throw new RecordUnavailableException(Transactions.unavailable("recording a decision", e), e);
        }
    }

    @Override
    public List<DecisionRecord> list(Query query) {
        if (query.limit() < 1 || query.limit() > 10_000) {
            throw new IllegalArgumentException("limit must be between 1 and 10000, is " + query.limit());
        }
        return transactions.runOrFail("reading decisions", connection -> list(connection, query));
    }

    private static List<DecisionRecord> list(Connection connection, Query query) throws SQLException {
        var conditions = new ArrayList<String>();
        var values = new ArrayList<Object>();
        equal("agreement", query.agreement(), conditions, values);
        equal("party", query.party(), conditions, values);
        equal("dataset", query.dataset(), conditions, values);
        query.allowed().ifPresent(allowed -> conditions.add(allowed ? "allowed" : "NOT allowed"));
        var where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        try (var select =
                connection.prepareStatement("SELECT * FROM decision" + where + " ORDER BY sequence DESC LIMIT ?")) {
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            select.setInt(values.size() + 1, query.limit());
            var found = new ArrayList<DecisionRecord>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(DecisionRows.read(rows));
                }
            }
            return List.copyOf(found);
        }
    }

    /** The first part of the condition is what the index covers. */
    private static void equal(String column, Optional<String> value, List<String> conditions, List<Object> values) {
        value.map(Values::recordable).ifPresent(text -> {
            conditions.add("left(" + column + ", 200) = left(?, 200) AND " + column + " = ?");
            values.add(text);
            values.add(text);
        });
    }
}
