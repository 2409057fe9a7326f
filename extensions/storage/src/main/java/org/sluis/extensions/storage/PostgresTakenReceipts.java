// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.extensions.policylog.receipts.TakenReceipts;

/** Receipts in table {@code taken_receipt}. */
public final class PostgresTakenReceipts implements TakenReceipts {

    private static final String TAKE = """
            INSERT INTO taken_receipt (use, agreement, jws, sent_bytes, sent_sha256) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (use) DO NOTHING""";
    private static final String UNLOGGED = "SELECT * FROM taken_receipt WHERE NOT logged ORDER BY sequence LIMIT ?";
    private static final String OF = "SELECT * FROM taken_receipt WHERE agreement = ? AND logged ORDER BY sequence";

    private final Transactions transactions;

    public PostgresTakenReceipts(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public Optional<TakenReceipt> find(UUID use) {
        return transactions.runOrFail("reading a receipt", connection -> find(connection, use));
    }

    private static Optional<TakenReceipt> find(Connection connection, UUID use) throws SQLException {
        var query = "SELECT * FROM taken_receipt WHERE use = ?";
        return Rows.query(connection, query, PostgresTakenReceipts::read, use).stream()
                .findFirst();
    }

    private static TakenReceipt read(ResultSet row) throws SQLException {
        var bytes = row.getObject("sent_bytes", Long.class);
        var sha256 = row.getString("sent_sha256");
        return new TakenReceipt(
                row.getObject("use", UUID.class),
                row.getString("agreement"),
                row.getString("jws"),
                bytes == null || sha256 == null ? Optional.empty() : Optional.of(new Sent(bytes, sha256)),
                row.getBoolean("logged"));
    }

    @Override
    public TakenReceipt take(TakenReceipt receipt) {
        return transactions.runOrFail("keeping a receipt", connection -> {
            Rows.update(
                    connection,
                    TAKE,
                    receipt.use(),
                    receipt.agreement(),
                    receipt.jws(),
                    receipt.sent().map(Sent::bytes).orElse(null),
                    receipt.sent().map(Sent::sha256).orElse(null));
            return find(connection, receipt.use()).orElseThrow();
        });
    }

    @Override
    public void logged(UUID use) {
        transactions.runOrFail(
                "changing a receipt",
                connection -> Rows.update(connection, "UPDATE taken_receipt SET logged = true WHERE use = ?", use));
    }

    @Override
    public List<TakenReceipt> unlogged(int limit) {
        return list(UNLOGGED, limit);
    }

    @Override
    public List<String> of(String agreement) {
        return list(OF, agreement).stream().map(TakenReceipt::jws).toList();
    }

    private List<TakenReceipt> list(String query, Object... values) {
        return transactions.runOrFail(
                "reading receipts", connection -> Rows.query(connection, query, PostgresTakenReceipts::read, values));
    }
}
