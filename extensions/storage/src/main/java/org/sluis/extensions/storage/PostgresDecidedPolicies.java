// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.policylog.DecidedPolicies;

/** Policies in table {@code decided_policy}, which takes no bytes under another hash than theirs. */
public final class PostgresDecidedPolicies implements DecidedPolicies {

    private final Transactions transactions;

    public PostgresDecidedPolicies(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void keep(String sha256, byte[] canonical) {
        transactions.runOrFail(
                "keeping a policy",
                connection -> Rows.update(
                        connection,
                        "INSERT INTO decided_policy (digest, canonical) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        HexFormat.of().parseHex(sha256),
                        canonical));
    }

    @Override
    public Optional<byte[]> find(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        return transactions.runOrFail(
                "reading a policy",
                connection -> Rows.query(
                                connection,
                                "SELECT canonical FROM decided_policy WHERE digest = ?",
                                row -> row.getBytes(1),
                                HexFormat.of().parseHex(sha256))
                        .stream()
                        .findFirst());
    }
}
