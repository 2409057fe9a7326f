// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The lock of one agreement, held to the end of a transaction.
 *
 * <p>An advisory lock and not a row lock: waiting for it is first come, first served, so that a stream of shared holders cannot
 * keep the end of the agreement waiting, and taking it writes nothing.
 */
final class AgreementLocks {

    // Any constant of our own: keeps our keys apart from other users of advisory locks on an external database.
    private static final long SEED = 0x51e15L;

    private AgreementLocks() {}

    /** Alone with the agreement: for uses that are counted and for its end. */
    static void exclusive(Connection transaction, String agreement) throws SQLException {
        lock(transaction, "pg_advisory_xact_lock", agreement);
    }

    /** Keeps the agreement from ending. */
    static void shared(Connection transaction, String agreement) throws SQLException {
        lock(transaction, "pg_advisory_xact_lock_shared", agreement);
    }

    /** Alone with a whole table: makes its sequence the order of its commits. */
    static void table(Connection transaction, String table) throws SQLException {
        lock(transaction, "pg_advisory_xact_lock", "table " + table);
    }

    private static void lock(Connection transaction, String function, String key) throws SQLException {
        try (var lock = transaction.prepareStatement("SELECT " + function + "(hashtextextended(?, ?))")) {
            lock.setString(1, key);
            lock.setLong(2, SEED);
            lock.execute();
        }
    }
}
