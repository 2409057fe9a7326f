// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocumentCopies;

/** DID documents of trusted issuers, in table {@code did_document_copy}. */
public final class PostgresDidDocumentCopies implements DidDocumentCopies {

    private static final String SAVE = """
            INSERT INTO did_document_copy (did, received_at, content) VALUES (?, ?, ?)
            ON CONFLICT (did) DO UPDATE SET received_at = excluded.received_at, content = excluded.content
                WHERE did_document_copy.received_at <= excluded.received_at
            """;

    private final Transactions transactions;

    public PostgresDidDocumentCopies(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public Optional<Received> find(Did did) {
        return transactions.runOrFail("reading a DID document", connection -> {
            try (var select =
                    connection.prepareStatement("SELECT received_at, content FROM did_document_copy WHERE did = ?")) {
                select.setString(1, did.value());
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
    public void save(Did did, Received received) {
        transactions.runOrFail("keeping a DID document", connection -> {
            try (var insert = connection.prepareStatement(SAVE)) {
                insert.setString(1, did.value());
                insert.setObject(2, Values.time(received.at()));
                insert.setString(3, received.text());
                return insert.executeUpdate();
            }
        });
    }
}
