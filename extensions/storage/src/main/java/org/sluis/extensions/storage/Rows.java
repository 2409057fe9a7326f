// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements whose values are given in order, within the caller's transaction. */
final class Rows {

    private Rows() {}

    /** Reads one row. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    static <T> List<T> query(Connection connection, String query, Reading<T> reading, Object... values)
            throws SQLException {
        try (var select = prepared(connection, query, values);
                var rows = select.executeQuery()) {
            var found = new ArrayList<T>();
            while (rows.next()) {
                found.add(reading.of(rows));
            }
            return List.copyOf(found);
        }
    }

    /** How many rows were changed. */
    static int update(Connection connection, String change, Object... values) throws SQLException {
        try (var update = prepared(connection, change, values)) {
            return update.executeUpdate();
        }
    }

    /** The same change with one set of values after another, sent together. */
    static int[] updateEach(Connection connection, String change, List<Object[]> sets) throws SQLException {
        try (var update = connection.prepareStatement(change)) {
            for (var values : sets) {
                set(update, values);
                update.addBatch();
            }
            return update.executeBatch();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            set(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
