// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.extensions.policylog.receipts.GivenReceipts;

/** Receipts in table {@code given_receipt}. */
public final class PostgresGivenReceipts implements GivenReceipts {

    private static final String GIVE = """
            INSERT INTO given_receipt (agreement, use, provider, jws, state) VALUES (?, ?, ?, ?, 'KEPT')
            ON CONFLICT (agreement, use) DO NOTHING""";
    private static final String FIND = "SELECT * FROM given_receipt WHERE agreement = ? AND use = ?";
    private static final String LOGGED =
            "UPDATE given_receipt SET state = 'LOGGED' WHERE agreement = ? AND use = ? AND state = 'KEPT'";
    private static final String UNLOGGED = "SELECT * FROM given_receipt WHERE state = 'KEPT' ORDER BY sequence LIMIT ?";
    private static final String DUE = """
            SELECT * FROM given_receipt WHERE state = 'LOGGED' AND next_attempt <= ?
            ORDER BY next_attempt, sequence LIMIT ?""";
    private static final String DELIVERED =
            "UPDATE given_receipt SET state = 'DELIVERED', problem = NULL WHERE agreement = ? AND use = ?";
    private static final String REFUSED =
            "UPDATE given_receipt SET state = 'REFUSED', problem = ? WHERE agreement = ? AND use = ?";
    private static final String FAILED = """
            UPDATE given_receipt SET attempts = attempts + 1, next_attempt = ?
            WHERE agreement = ? AND use = ? AND state = 'LOGGED'""";
    private static final String OF =
            "SELECT jws FROM given_receipt WHERE agreement = ? AND state <> 'KEPT' ORDER BY sequence";
    private static final String UNDELIVERED =
            "SELECT count(*) FROM given_receipt WHERE state = 'LOGGED' OR state = 'REFUSED'";

    private final Transactions transactions;

    public PostgresGivenReceipts(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public GivenReceipt give(GivenReceipt receipt) {
        return transactions.runOrFail("keeping a receipt", connection -> {
            Rows.update(connection, GIVE, receipt.agreement(), receipt.use(), receipt.provider(), receipt.jws());
            return find(connection, receipt);
        });
    }

    private static GivenReceipt find(Connection connection, GivenReceipt receipt) throws SQLException {
        return Rows.query(connection, FIND, PostgresGivenReceipts::read, receipt.agreement(), receipt.use())
                .get(0);
    }

    private static GivenReceipt read(ResultSet row) throws SQLException {
        return new GivenReceipt(
                row.getObject("use", UUID.class),
                row.getString("agreement"),
                row.getString("provider"),
                row.getString("jws"),
                row.getInt("attempts"));
    }

    @Override
    public void logged(GivenReceipt receipt) {
        update(LOGGED, receipt.agreement(), receipt.use());
    }

    @Override
    public void refused(GivenReceipt receipt, String why) {
        update(REFUSED, Values.recordable(why), receipt.agreement(), receipt.use());
    }

    private void update(String change, Object... values) {
        transactions.runOrFail("changing a receipt", connection -> Rows.update(connection, change, values));
    }

    @Override
    public List<GivenReceipt> unlogged(int limit) {
        return list(UNLOGGED, limit);
    }

    @Override
    public List<GivenReceipt> due(Instant now, int limit) {
        return list(DUE, Values.time(now), limit);
    }

    private List<GivenReceipt> list(String query, Object... values) {
        return transactions.runOrFail(
                "reading receipts", connection -> Rows.query(connection, query, PostgresGivenReceipts::read, values));
    }

    @Override
    public void delivered(List<GivenReceipt> receipts) {
        updateEach(
                DELIVERED,
                receipts.stream()
                        .map(receipt -> new Object[] {receipt.agreement(), receipt.use()})
                        .toList());
    }

    @Override
    public void failed(List<GivenReceipt> receipts, Instant nextAttempt) {
        var next = Values.time(nextAttempt);
        updateEach(
                FAILED,
                receipts.stream()
                        .map(receipt -> new Object[] {next, receipt.agreement(), receipt.use()})
                        .toList());
    }

    private void updateEach(String change, List<Object[]> sets) {
        if (!sets.isEmpty()) {
            transactions.runOrFail("changing receipts", connection -> Rows.updateEach(connection, change, sets));
        }
    }

    @Override
    public List<String> of(String agreement) {
        return transactions.runOrFail(
                "reading receipts", connection -> Rows.query(connection, OF, row -> row.getString(1), agreement));
    }

    @Override
    public long undelivered() {
        return transactions.runOrFail(
                "counting receipts",
                connection -> Rows.query(connection, UNDELIVERED, row -> row.getLong(1))
                        .get(0));
    }
}
