// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** Runs work in one transaction each, again when the database asks for that or the link broke before the commit. */
final class Transactions {

    private static final int ATTEMPTS = 4;
    private static final long PAUSE_MILLIS = 15;
    // serialization_failure, deadlock_detected: rolled back for certain, also when a commit says so.
    private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01");
    // admin_shutdown, crash_shutdown, cannot_connect_now
    private static final Set<String> SHUT_DOWN = Set.of("57P01", "57P02", "57P03");

    private final DataSource database;

    Transactions(DataSource database) {
        this.database = database;
    }

    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** What is said, and what is left to store: it goes to the server together with the commit. */
    record Ending<T>(T result, Script last) {}

    /** Whether the work was committed is unknown: the link broke while the answer was awaited. */
    static final class DoubtfulCommitException extends SQLException {
        DoubtfulCommitException(SQLException cause) {
            super("the link to the database broke during the commit", cause.getSQLState(), cause);
        }
    }

    /** The work may run several times; only its last run is committed. */
    <T> T run(Work<T> work) throws SQLException {
        return runToEnd(connection -> new Ending<>(work.in(connection), new Script()));
    }

    /** The same, on one trip to the server less. */
    <T> T runToEnd(Work<Ending<T>> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            // Not tried again: the pool has waited as long as a caller should.
            try (var connection = database.getConnection()) {
                try {
                    connection.setAutoCommit(false);
                    return commit(connection, work);
                } catch (SQLException e) {
                    if (attempt == ATTEMPTS || !mayRunAgain(e)) {
                        throw e;
                    }
                }
            }
            pause(attempt);
        }
    }

    /** For callers whose port knows no checked failure. */
    <T> T runOrFail(String task, Work<T> work) {
        try {
            return run(work);
        } catch (SQLException e) {
            throw new StorageException(unavailable(task, e), e);
        }
    }

    static String unavailable(String task, SQLException e) {
        return "The database cannot be used now, so " + task
                + " failed and changed nothing. Try again when it is back. Cause: "
                + (e.getSQLState() == null ? "" : e.getSQLState() + " ")
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static <T> T commit(Connection connection, Work<Ending<T>> work) throws SQLException {
        Ending<T> ending;
        try {
            ending = work.in(connection);
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection);
            throw e;
        }
        try {
            end(connection, ending.last());
        } catch (SQLException e) {
            if (isLinkBroken(e)) {
                throw new DoubtfulCommitException(e);
            }
            rollback(connection);
            throw e;
        }
        return ending.result();
    }

    private static void end(Connection connection, Script last) throws SQLException {
        if (last.size() == 0) {
            connection.commit();
        } else {
            // A statement that fails skips those behind it, the commit too.
            last.add("COMMIT").execute(connection).close();
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The server rolls back what a broken link leaves open.
        }
    }

    private static boolean mayRunAgain(SQLException e) {
        return ROLLED_BACK.contains(state(e)) || (isLinkBroken(e) && !(e instanceof DoubtfulCommitException));
    }

    private static boolean isLinkBroken(SQLException e) {
        return state(e).startsWith("08") || SHUT_DOWN.contains(state(e));
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static void pause(int attempt) throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS * attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for the database", e);
        }
    }
}
