// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.net.URI;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.identity.credentials.StatusListCopies;
import org.sluis.extensions.identity.did.Did;

/** Status lists of others, in table {@code status_list_copy}. */
public final class PostgresStatusListCopies implements StatusListCopies {

    private static final String SAVE = """
            INSERT INTO status_list_copy (address, issuer, received_at, content) VALUES (?, ?, ?, ?)
            ON CONFLICT (address, issuer) DO UPDATE SET received_at = excluded.received_at, content = excluded.content
                WHERE status_list_copy.received_at <= excluded.received_at
            """;

    private final Transactions transactions;

    public PostgresStatusListCopies(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public Optional<Received> find(URI address, Did issuer) {
        return transactions.runOrFail("reading a status list", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT received_at, content FROM status_list_copy WHERE address = ? AND issuer = ?")) {
                select.setString(1, address.toString());
                select.setString(2, issuer.value());
                try (var rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Received(
                                    rows.getString("content"), Values.requiredInstant(rows, "received_at")))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public void save(URI address, Did issuer, Received received) {
        transactions.runOrFail("keeping a status list", connection -> {
            try (var insert = connection.prepareStatement(SAVE)) {
                insert.setString(1, address.toString());
                insert.setString(2, issuer.value());
                insert.setObject(3, Values.time(received.at()));
                insert.setString(4, received.text());
                return insert.executeUpdate();
            }
        });
    }
}
