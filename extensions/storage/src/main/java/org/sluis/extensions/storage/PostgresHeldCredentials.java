// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sluis.extensions.identity.wallet.HeldCredential;
import org.sluis.extensions.identity.wallet.HeldCredentials;

/** Our credentials in table {@code held_credential}; {@link PostgresCredentialRequests} writes them. */
public final class PostgresHeldCredentials implements HeldCredentials {

    private final Transactions transactions;

    public PostgresHeldCredentials(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public List<HeldCredential> all() {
        return transactions.runOrFail("reading our credentials", connection -> {
            try (var select = connection.prepareStatement(
                            "SELECT * FROM held_credential ORDER BY issuer, valid_from, sequence");
                    var rows = select.executeQuery()) {
                var found = new ArrayList<HeldCredential>();
                while (rows.next()) {
                    found.add(HeldCredentialRows.read(rows));
                }
                return List.copyOf(found);
            }
        });
    }
}
