// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.verifier.CredentialsText;
import org.sluis.extensions.identity.verifier.VerifiedPresentations;

/** What others presented, in table {@code verified_presentation}. */
public final class PostgresVerifiedPresentations implements VerifiedPresentations {

    private static final String SAVE = """
            INSERT INTO verified_presentation (holder, asked, verified_at, credentials) VALUES (?, ?, ?, ?::jsonb)
            ON CONFLICT (holder, asked)
                DO UPDATE SET verified_at = excluded.verified_at, credentials = excluded.credentials
                WHERE verified_presentation.verified_at <= excluded.verified_at
            """;

    private final Transactions transactions;

    public PostgresVerifiedPresentations(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void save(Did holder, Set<String> asked, Presented presented) {
        transactions.runOrFail("keeping a presentation", connection -> {
            try (var insert = connection.prepareStatement(SAVE)) {
                insert.setString(1, holder.value());
                insert.setString(2, key(asked));
                insert.setObject(3, Values.time(presented.verifiedAt()));
                insert.setString(4, CredentialsText.write(presented.credentials()));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public Optional<Presented> find(Did holder, Set<String> asked) {
        return transactions.runOrFail("reading a presentation", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT verified_at, credentials FROM verified_presentation WHERE holder = ? AND asked = ?")) {
                select.setString(1, holder.value());
                select.setString(2, key(asked));
                try (var rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Presented(
                                    Values.requiredInstant(rows, "verified_at"),
                                    CredentialsText.read(rows.getString("credentials"))))
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<VerifiedCredential> credentials(Did holder) {
        return transactions.runOrFail("reading presentations", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT credentials FROM verified_presentation WHERE holder = ? ORDER BY verified_at DESC")) {
                select.setString(1, holder.value());
                var credentials = new LinkedHashSet<VerifiedCredential>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        credentials.addAll(CredentialsText.read(rows.getString("credentials")));
                    }
                }
                return new ArrayList<>(credentials);
            }
        });
    }

    private static String key(Set<String> asked) {
        return String.join(" ", new TreeSet<>(asked));
    }
}
