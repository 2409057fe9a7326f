// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.dataplane.DataFlow;
import org.sluis.extensions.dataplane.DataFlow.State;
import org.sluis.extensions.dataplane.DataFlows;
import org.sluis.extensions.dataplane.SourceAddress;

/** Flows in the table {@code data_plane_flow}. */
public final class PostgresDataFlows implements DataFlows {
    private static final String START = """
            INSERT INTO data_plane_flow AS known
                (transfer, agreement, consumer, dataset, source_type, source, state, state_reason, token_expires_at)
            VALUES (?, ?, ?, ?, ?, ?::jsonb, 'STARTED', NULL, ?)
            ON CONFLICT (transfer) DO UPDATE
                SET state = 'STARTED', state_reason = NULL, token_expires_at = excluded.token_expires_at
                WHERE known.state <> 'TERMINATED' AND known.agreement = excluded.agreement
                    AND known.consumer = excluded.consumer AND known.dataset = excluded.dataset""";
    private static final String STOP =
            "UPDATE data_plane_flow SET state = ?, state_reason = ? WHERE transfer = ? AND state <> 'TERMINATED'";

    private final Transactions transactions;

    public PostgresDataFlows(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public boolean start(DataFlow flow) {
        return transactions.runOrFail("starting a data flow", connection -> {
            try (var insert = connection.prepareStatement(START)) {
                insert.setString(1, flow.transfer());
                insert.setString(2, flow.agreement());
                insert.setString(3, flow.consumer());
                insert.setString(4, flow.dataset());
                insert.setString(5, flow.source().type());
                insert.setString(6, JsonTexts.write(flow.source().properties()));
                insert.setObject(7, Values.time(flow.tokenExpiresAt()));
                return insert.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Optional<DataFlow> find(String transfer) {
        return list("reading a data flow", "transfer = ?", transfer).stream().findFirst();
    }

    @Override
    public void stop(String transfer, State state, String reason) {
        transactions.runOrFail("stopping a data flow", connection -> {
            try (var update = connection.prepareStatement(STOP)) {
                update.setString(1, state.name());
                update.setString(2, Values.recordable(reason));
                update.setString(3, transfer);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public List<DataFlow> startedWithTokenEndedBefore(Instant instant, int limit) {
        return list(
                "reading data flows",
                "state = 'STARTED' AND token_expires_at < ? ORDER BY token_expires_at LIMIT ?",
                Values.time(instant),
                limit);
    }

    private List<DataFlow> list(String task, String condition, Object... values) {
        return transactions.runOrFail(task, connection -> list(connection, condition, values));
    }

    private static List<DataFlow> list(Connection connection, String condition, Object... values) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM data_plane_flow WHERE " + condition)) {
            for (var i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            var found = new ArrayList<DataFlow>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(read(rows));
                }
            }
            return List.copyOf(found);
        }
    }

    private static DataFlow read(ResultSet row) throws SQLException {
        return new DataFlow(
                row.getString("transfer"),
                row.getString("agreement"),
                row.getString("consumer"),
                row.getString("dataset"),
                new SourceAddress(row.getString("source_type"), JsonTexts.read(row.getString("source"))),
                State.valueOf(row.getString("state")),
                Values.text(row, "state_reason"),
                Values.requiredInstant(row, "token_expires_at"));
    }
}
