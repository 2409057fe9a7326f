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

    private static final String EXCLUSIVE = "SELECT pg_advisory_xact_lock(hashtextextended(?, ?))";
    private static final String SHARED = "SELECT pg_advisory_xact_lock_shared(hashtextextended(?, ?))";

    private AgreementLocks() {}

    /** Alone with the agreement: for uses that are counted and for its end. */
    static void exclusive(Connection transaction, String agreement) throws SQLException {
        exclusive(new Script(), agreement).execute(transaction).close();
    }

    static Script exclusive(Script script, String agreement) {
        return script.add(EXCLUSIVE, agreement, SEED);
    }

    /** Keeps the agreement from ending. */
    static Script shared(Script script, String agreement) {
        return script.add(SHARED, agreement, SEED);
    }

    /** Alone with a whole table: makes its sequence the order of its commits. */
    static void table(Connection transaction, String table) throws SQLException {
        new Script().add(EXCLUSIVE, "table " + table, SEED).execute(transaction).close();
    }
}
