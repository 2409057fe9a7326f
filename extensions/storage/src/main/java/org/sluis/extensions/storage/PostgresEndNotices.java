// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.policylog.ends.EndNotices;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.EndsTold.Progress;
import org.sluis.policies.usage.EndsTold.Told;

/** Notices in table {@code end_notice}, to which {@link PostgresAgreements} adds them. */
public final class PostgresEndNotices implements EndNotices {

    private static final String DUE = """
            SELECT * FROM end_notice WHERE progress = 'WAITING' AND next_attempt <= ?
            ORDER BY next_attempt, agreement LIMIT ?""";
    private static final String WAITING = "SELECT * FROM end_notice WHERE agreement = ? AND progress = 'WAITING'";
    private static final String SIGNED = "UPDATE end_notice SET jws = ? WHERE agreement = ? AND jws IS NULL";
    private static final String SETTLED = """
            UPDATE end_notice SET progress = ?, problem = CASE ? WHEN 'GIVEN_UP' THEN problem END
            WHERE agreement = ? AND progress = 'WAITING'""";
    private static final String FAILED = """
            UPDATE end_notice SET attempts = attempts + 1, problem = ?, next_attempt = ?
            WHERE agreement = ? AND progress = 'WAITING'""";
    private static final String TOLD = "SELECT progress, problem FROM end_notice WHERE agreement = ?";

    private final Transactions transactions;

    public PostgresEndNotices(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public List<EndNotice> due(Instant now, int limit) {
        return list(DUE, Values.time(now), limit);
    }

    @Override
    public Optional<EndNotice> waiting(String agreement) {
        return list(WAITING, agreement).stream().findFirst();
    }

    private List<EndNotice> list(String query, Object... values) {
        return transactions.runOrFail(
                "reading ends to be told",
                connection -> Rows.query(connection, query, PostgresEndNotices::read, values));
    }

    private static EndNotice read(ResultSet row) throws SQLException {
        return new EndNotice(
                row.getString("agreement"),
                row.getString("peer"),
                AgreementState.valueOf(row.getString("state")),
                row.getString("reason"),
                Values.requiredInstant(row, "at"),
                Values.text(row, "jws"),
                row.getInt("attempts"));
    }

    @Override
    public String signed(String agreement, String jws) {
        return transactions.runOrFail("keeping a notice", connection -> {
            Rows.update(connection, SIGNED, jws, agreement);
            return Rows.query(
                            connection,
                            "SELECT jws FROM end_notice WHERE agreement = ?",
                            row -> row.getString(1),
                            agreement)
                    .get(0);
        });
    }

    @Override
    public void settled(String agreement, Progress progress) {
        update(SETTLED, progress.name(), progress.name(), agreement);
    }

    @Override
    public void failed(String agreement, String problem, Instant nextAttempt) {
        update(FAILED, Values.recordable(problem), Values.time(nextAttempt), agreement);
    }

    private void update(String change, Object... values) {
        transactions.runOrFail("changing a notice", connection -> Rows.update(connection, change, values));
    }

    @Override
    public Optional<Told> told(String agreement) {
        return transactions
                .runOrFail(
                        "reading whether an end was told",
                        connection -> Rows.query(
                                connection,
                                TOLD,
                                row -> new Told(
                                        Progress.valueOf(row.getString("progress")), Values.text(row, "problem")),
                                agreement))
                .stream()
                .findFirst();
    }
}
