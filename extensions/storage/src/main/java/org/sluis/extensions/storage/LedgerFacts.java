// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.usage.Agreement;

/**
 * What a rule is shown, read within one transaction.
 *
 * @param used the counters over the agreement's whole life, by rule; what is not there was never counted
 */
record LedgerFacts(Optional<Agreement> agreement, FirstUse firstUse, Instant now, Map<String, Long> used) {

    private static final String SELECT = """
        SELECT agreement.*, highest, first_use
        FROM (SELECT (SELECT max(at) FROM log_entry) AS highest,
            (SELECT at FROM use WHERE agreement = ? AND state <> 'CANCELLED' ORDER BY at LIMIT 1) AS first_use) known
        LEFT JOIN agreement ON agreement.id = ?
        """;
    private static final String COUNTERS = "SELECT rule, used FROM counter WHERE agreement = ?";

    static LedgerFacts unlocked(Connection connection, String agreement, LedgerClock clock) throws SQLException {
        return read(new Script(), connection, agreement, clock);
    }

    /** Alone with the agreement until the transaction ends. */
    static LedgerFacts exclusive(Connection connection, String agreement, LedgerClock clock) throws SQLException {
        return read(AgreementLocks.exclusive(new Script(), agreement), connection, agreement, clock);
    }

    /** The agreement cannot end until the transaction ends. */
    static LedgerFacts shared(Connection connection, String agreement, LedgerClock clock) throws SQLException {
        return read(AgreementLocks.shared(new Script(), agreement), connection, agreement, clock);
    }

    private static LedgerFacts read(Script script, Connection connection, String agreement, LedgerClock clock)
            throws SQLException {
        // No such text can be stored; it is an agreement that nobody knows.
        var id = Values.recordable(agreement);
        var known = Values.isStorable(agreement) ? id : null;
        try (var results = script.add(SELECT, id, known).add(COUNTERS, id).execute(connection)) {
            if (script.size() > 2) {
                results.getMoreResults(); // What a lock answers.
            }
            try (var rows = results.getResultSet()) {
                rows.next();
                return read(rows, used(results), clock);
            }
        }
    }

    private static LedgerFacts read(ResultSet row, Map<String, Long> used, LedgerClock clock) throws SQLException {
        var now = clock.now(Values.instant(row, "highest").orElse(Instant.MIN));
        Optional<Agreement> agreement =
                row.getString("id") == null ? Optional.empty() : Optional.of(AgreementRows.read(row));
        return new LedgerFacts(agreement, firstUse(agreement, Values.instant(row, "first_use")), now, used);
    }

    private static Map<String, Long> used(Statement results) throws SQLException {
        var used = new HashMap<String, Long>();
        results.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        try (var rows = results.getResultSet()) {
            while (rows.next()) {
                used.put(rows.getString("rule"), rows.getLong("used"));
            }
        }
        return used;
    }

    private static FirstUse firstUse(Optional<Agreement> agreement, Optional<Instant> first) {
        return agreement.isEmpty()
                ? FirstUse.unknown()
                : first.map(FirstUse::at).orElseGet(FirstUse::never);
    }

    boolean isFirstUse() {
        return agreement.isPresent() && firstUse.at().isEmpty();
    }
}
