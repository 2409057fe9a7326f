// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.exchange.SignerKey;
import org.sluis.extensions.policylog.exchange.SignerKeys;
import org.sluis.policies.log.note.VerifierKey;

/** Keys of others in table {@code log_signer}. */
public final class PostgresSignerKeys implements SignerKeys {

    private static final String KEEP = """
            INSERT INTO log_signer (did, vkey, public_key, document, seen_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (did, vkey) DO NOTHING
            """;

    private final Transactions transactions;

    public PostgresSignerKeys(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public boolean keep(SignerKey key, Instant at) {
        return transactions.runOrFail("keeping a key", connection -> {
            var publicKey = key.key().publicKey().base64();
            lock(connection, publicKey);
            if (isOfSomebodyElse(connection, publicKey, key.owner())) {
                return false;
            }
            try (var insert = connection.prepareStatement(KEEP)) {
                insert.setString(1, key.owner().value());
                insert.setString(2, key.key().vkey());
                insert.setString(3, publicKey);
                insert.setString(4, key.document());
                insert.setObject(5, Values.time(at));
                insert.executeUpdate();
                return true;
            }
        });
    }

    /** So that of two owners who show one key at the same moment only one is the first. */
    private static void lock(Connection connection, String publicKey) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 13))")) {
            lock.setString(1, publicKey);
            lock.execute();
        }
    }

    private static boolean isOfSomebodyElse(Connection connection, String publicKey, Did owner) throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT 1 FROM log_signer WHERE public_key = ? AND did <> ? LIMIT 1")) {
            select.setString(1, publicKey);
            select.setString(2, owner.value());
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public List<SignerKey> of(Did owner) {
        return transactions.runOrFail("reading keys", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT * FROM log_signer WHERE did = ? ORDER BY sequence DESC LIMIT 1000")) {
                select.setString(1, owner.value());
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<SignerKey>();
                    while (rows.next()) {
                        var key = VerifierKey.parse(rows.getString("vkey"))
                                .orElseThrow(() -> new SQLException("column vkey has no key"));
                        found.add(new SignerKey(owner, key, rows.getString("document")));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }
}
