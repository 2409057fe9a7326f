// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.management.EndpointReference;
import org.sluis.extensions.management.EndpointReferences;

/** Endpoints that providers opened for us, in table {@code endpoint_reference}. */
public final class PostgresEndpointReferences implements EndpointReferences {

    private static final String SAVE = """
            INSERT INTO endpoint_reference (transfer, agreement, endpoint, authorization_token, received_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (transfer) DO UPDATE SET agreement = excluded.agreement, endpoint = excluded.endpoint,
                authorization_token = excluded.authorization_token, received_at = excluded.received_at,
                expires_at = excluded.expires_at
            """;

    private final Transactions transactions;

    public PostgresEndpointReferences(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void save(EndpointReference reference) {
        transactions.runOrFail("keeping an endpoint", connection -> {
            try (var insert = connection.prepareStatement(SAVE)) {
                insert.setString(1, reference.transfer());
                insert.setString(2, reference.agreement());
                insert.setString(3, reference.endpoint());
                insert.setString(4, reference.authorization());
                insert.setObject(5, Values.time(reference.receivedAt()));
                insert.setObject(6, reference.expiresAt().map(Values::time).orElse(null));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public Optional<EndpointReference> findByTransfer(String transfer) {
        return first("WHERE transfer = ?", transfer);
    }

    @Override
    public Optional<EndpointReference> newest(String agreement) {
        return first("WHERE agreement = ? ORDER BY received_at DESC LIMIT 1", agreement);
    }

    @Override
    public void remove(String transfer) {
        transactions.runOrFail("forgetting an endpoint", connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM endpoint_reference WHERE transfer = ?")) {
                delete.setString(1, transfer);
                return delete.executeUpdate();
            }
        });
    }

    private Optional<EndpointReference> first(String end, String value) {
        return transactions.runOrFail("reading an endpoint", connection -> {
            try (var select = connection.prepareStatement("SELECT * FROM endpoint_reference " + end)) {
                select.setString(1, value);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows)) : Optional.empty();
                }
            }
        });
    }

    private static EndpointReference read(ResultSet row) throws SQLException {
        return new EndpointReference(
                row.getString("transfer"),
                row.getString("agreement"),
                row.getString("endpoint"),
                row.getString("authorization_token"),
                Values.requiredInstant(row, "received_at"),
                Values.instant(row, "expires_at"));
    }
}
