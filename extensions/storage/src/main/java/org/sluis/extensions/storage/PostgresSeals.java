// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.policylog.seal.KeptSeals;

/** Seals in table {@code seal}. */
public final class PostgresSeals implements KeptSeals {

    private static final String HALF = """
            INSERT INTO seal AS known (agreement, half) VALUES (?, ?)
            ON CONFLICT (agreement) DO UPDATE SET half = excluded.half
                WHERE known.complete IS NULL AND known.half IS NOT DISTINCT FROM ?""";
    private static final String COMPLETE = """
            INSERT INTO seal AS known (agreement, complete) VALUES (?, ?)
            ON CONFLICT (agreement) DO UPDATE SET complete = excluded.complete WHERE known.complete IS NULL""";
    private static final String FORGET =
            "UPDATE seal SET complete = NULL WHERE agreement = ? AND complete = ? AND NOT logged";
    private static final String LOGGED =
            "UPDATE seal SET logged = true, problem = NULL WHERE agreement = ? AND complete IS NOT NULL AND NOT logged";
    private static final String FAILED = """
            INSERT INTO seal AS known (agreement, problem, next_attempt, attempts) VALUES (?, ?, ?, 1)
            ON CONFLICT (agreement) DO UPDATE
                SET problem = excluded.problem, next_attempt = excluded.next_attempt, attempts = known.attempts + 1
                WHERE NOT known.logged""";
    private static final String UNLOGGED =
            "SELECT agreement FROM seal WHERE complete IS NOT NULL AND NOT logged LIMIT ?";
    private static final String DUE = """
            SELECT agreement.id FROM agreement LEFT JOIN seal ON seal.agreement = agreement.id
            WHERE side = 'CONSUMER' AND state = 'ACTIVE'
                AND (seal.agreement IS NULL OR NOT seal.logged AND seal.next_attempt <= ?)
            ORDER BY seal.next_attempt NULLS FIRST LIMIT ?""";

    private final Transactions transactions;

    public PostgresSeals(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public Optional<KeptSeal> find(String agreement) {
        return transactions.runOrFail("reading a seal", connection -> find(connection, agreement));
    }

    private static Optional<KeptSeal> find(Connection connection, String agreement) throws SQLException {
        return Rows.query(
                        connection,
                        "SELECT * FROM seal WHERE agreement = ?",
                        row -> new KeptSeal(
                                row.getString("agreement"),
                                Values.text(row, "half"),
                                Values.text(row, "complete"),
                                row.getBoolean("logged"),
                                row.getInt("attempts"),
                                Values.text(row, "problem")),
                        agreement)
                .stream()
                .findFirst();
    }

    @Override
    public KeptSeal half(String agreement, Optional<String> old, String half) {
        return kept(agreement, HALF, agreement, half, old.orElse(null));
    }

    @Override
    public KeptSeal complete(String agreement, String complete) {
        return kept(agreement, COMPLETE, agreement, complete);
    }

    private KeptSeal kept(String agreement, String change, Object... values) {
        return transactions.runOrFail("keeping a seal", connection -> {
            Rows.update(connection, change, values);
            return find(connection, agreement).orElseThrow();
        });
    }

    @Override
    public void forgetComplete(String agreement, String complete) {
        update(FORGET, agreement, complete);
    }

    @Override
    public void logged(String agreement) {
        update(LOGGED, agreement);
    }

    @Override
    public void failed(String agreement, String problem, Instant nextAttempt) {
        update(FAILED, agreement, Values.recordable(problem), Values.time(nextAttempt));
    }

    private void update(String change, Object... values) {
        transactions.runOrFail("changing a seal", connection -> Rows.update(connection, change, values));
    }

    @Override
    public List<String> unlogged(int limit) {
        return ids(UNLOGGED, limit);
    }

    @Override
    public List<String> due(Instant now, int limit) {
        return ids(DUE, Values.time(now), limit);
    }

    private List<String> ids(String query, Object... values) {
        return transactions.runOrFail(
                "reading seals", connection -> Rows.query(connection, query, row -> row.getString(1), values));
    }
}
