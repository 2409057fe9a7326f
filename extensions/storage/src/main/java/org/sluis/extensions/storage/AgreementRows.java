// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;

/** An {@link Agreement} as a row of table {@code agreement}. */
final class AgreementRows {

    private static final String INSERT = """
            INSERT INTO agreement (id, side, provider, consumer, dataset, signed_at, canonical, sha256, state, end_reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """;

    private AgreementRows() {}

    /** Returns false if the id is taken. */
    static boolean insert(Connection connection, Agreement agreement) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, agreement.id());
            insert.setString(2, agreement.side().name());
            insert.setString(3, agreement.provider());
            insert.setString(4, agreement.consumer());
            insert.setString(5, agreement.dataset());
            insert.setObject(6, Values.time(agreement.signedAt()));
            insert.setString(7, agreement.canonical());
            insert.setString(8, agreement.sha256());
            insert.setString(9, agreement.state().name());
            insert.setString(10, Values.recordable(agreement.endReason()));
            return insert.executeUpdate() == 1;
        }
    }

    static Optional<Agreement> find(Connection connection, String id) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM agreement WHERE id = ?")) {
            select.setString(1, id);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    static Agreement read(ResultSet row) throws SQLException {
        return new Agreement(
                row.getString("id"),
                Agreement.Side.valueOf(row.getString("side")),
                row.getString("provider"),
                row.getString("consumer"),
                row.getString("dataset"),
                Values.requiredInstant(row, "signed_at"),
                row.getString("canonical"),
                row.getString("sha256"),
                AgreementState.valueOf(row.getString("state")),
                Values.text(row, "end_reason"));
    }
}
