// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.extensions.policylog.receipts.Deliveries;
import org.sluis.policies.usage.DeliveredBody;

/** What was sent, in table {@code delivered_body}. */
public final class PostgresDeliveries implements Deliveries {

    private static final String DELIVERED = """
            INSERT INTO delivered_body (use, agreement, consumer, transfer, dataset, bytes, sha256, whole, at)
            SELECT ?, agreement, ?, ?, ?, ?, ?, ?, ? FROM seal WHERE agreement = ? AND logged
            ON CONFLICT (use) DO NOTHING""";
    private static final String ENDED = "SELECT * FROM delivered_body WHERE at < ? ORDER BY at LIMIT ?";
    private static final String USE = "SELECT agreement, at FROM use WHERE id = ? AND state <> 'CANCELLED'";
    private static final String MISSING = """
            SELECT count(*) FROM delivered_body
            WHERE whole AND at < ? AND NOT EXISTS (SELECT 1 FROM taken_receipt WHERE use = delivered_body.use)""";

    private final Transactions transactions;

    public PostgresDeliveries(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void delivered(List<DeliveredBody> bodies) {
        var sets = bodies.stream().map(PostgresDeliveries::values).toList();
        transactions.runOrFail("keeping what was sent", connection -> Rows.updateEach(connection, DELIVERED, sets));
    }

    private static Object[] values(DeliveredBody body) {
        return new Object[] {
            body.use(),
            body.consumer(),
            body.transfer(),
            body.dataset(),
            body.bytes(),
            body.sha256(),
            body.whole(),
            Values.time(body.at()),
            body.agreement()
        };
    }

    @Override
    public Optional<DeliveredBody> find(UUID use) {
        return list("SELECT * FROM delivered_body WHERE use = ?", use).stream().findFirst();
    }

    @Override
    public List<DeliveredBody> endedBefore(Instant end, int limit) {
        return list(ENDED, Values.time(end), limit);
    }

    private List<DeliveredBody> list(String query, Object... values) {
        return transactions.runOrFail(
                "reading what was sent", connection -> Rows.query(connection, query, PostgresDeliveries::read, values));
    }

    private static DeliveredBody read(ResultSet row) throws SQLException {
        return new DeliveredBody(
                row.getObject("use", UUID.class),
                row.getString("agreement"),
                row.getString("consumer"),
                row.getString("transfer"),
                row.getString("dataset"),
                row.getLong("bytes"),
                row.getString("sha256"),
                row.getBoolean("whole"),
                Values.requiredInstant(row, "at"));
    }

    @Override
    public Optional<Use> use(UUID use) {
        return transactions.runOrFail(
                "reading a use",
                connection -> Rows.query(
                                connection,
                                USE,
                                row -> new Use(row.getString("agreement"), Values.requiredInstant(row, "at")),
                                use)
                        .stream()
                        .findFirst());
    }

    @Override
    public void forget(UUID use) {
        transactions.runOrFail(
                "forgetting what was sent",
                connection -> Rows.update(connection, "DELETE FROM delivered_body WHERE use = ?", use));
    }

    @Override
    public long missing(Instant end) {
        return transactions.runOrFail(
                "counting what has no receipt",
                connection -> Rows.query(connection, MISSING, row -> row.getLong(1), Values.time(end))
                        .get(0));
    }
}
