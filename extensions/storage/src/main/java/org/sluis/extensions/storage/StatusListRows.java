// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import org.sluis.extensions.authority.status.StatusList;

/** Free bits in table {@code status_list}. */
final class StatusListRows {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** At most a quarter of the bits is taken, so this many misses in a row do not happen. */
    private static final int TRIES = 200;

    private StatusListRows() {}

    /** Takes a bit unless another has it. */
    @FunctionalInterface
    interface Taking {
        boolean take(int list, int index) throws SQLException;
    }

    static void withFreeBit(Connection connection, Taking taking) throws SQLException {
        var list = open(connection);
        for (var i = 0; i < TRIES; i++) {
            if (taking.take(list, RANDOM.nextInt(StatusList.LENGTH))) {
                return;
            }
        }
        throw new SQLException("no free bit was found in status list " + list);
    }

    /** The list with room, locked and counted up; a new one when all are full. */
    private static int open(Connection connection) throws SQLException {
        try (var lock = connection.createStatement()) {
            // One that allocates at a time: otherwise two could both find the last list full.
            lock.execute("SELECT pg_advisory_xact_lock(7336821)");
        }
        try (var update = connection.prepareStatement("UPDATE status_list SET allocated = allocated + 1"
                + " WHERE number = (SELECT max(number) FROM status_list) AND allocated < ? RETURNING number")) {
            update.setInt(1, StatusList.CAPACITY);
            try (var rows = update.executeQuery()) {
                if (rows.next()) {
                    return rows.getInt(1);
                }
            }
        }
        try (var insert = connection.prepareStatement("INSERT INTO status_list (number, version, allocated)"
                        + " SELECT coalesce(max(number), 0) + 1, 1, 1 FROM status_list RETURNING number");
                var rows = insert.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
