// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.sluis.extensions.identity.tokens.UsedTokens;

/** Ids of used tokens in table {@code used_token}, as digests, since their issuers choose them. */
public final class PostgresUsedTokens implements UsedTokens {

    private static final String USE =
            "INSERT INTO used_token (issuer, token_id, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Clock clock;
    private final AtomicReference<Instant> cleaned = new AtomicReference<>(Instant.EPOCH);

    public PostgresUsedTokens(DataSource database, Clock clock) {
        this.transactions = new Transactions(database);
        this.clock = clock;
    }

    @Override
    public boolean firstUse(String issuer, String tokenId, Instant expiry) {
        var clean = isTimeToClean();
        return transactions.runOrFail("checking that a token was not used before", connection -> {
            if (clean) {
                clean(connection);
            }
            try (var insert = connection.prepareStatement(USE)) {
                insert.setString(1, issuer);
                insert.setString(2, digest(tokenId));
                insert.setObject(3, Values.time(expiry));
                return insert.executeUpdate() == 1;
            }
        });
    }

    private boolean isTimeToClean() {
        var now = clock.instant();
        var last = cleaned.get();
        return last.plus(PAUSE).isBefore(now) && cleaned.compareAndSet(last, now);
    }

    /** Rows that another replica deletes at the same moment are left to it. */
    private void clean(Connection connection) throws SQLException {
        try (var delete =
                connection.prepareStatement("DELETE FROM used_token WHERE ctid IN (SELECT ctid FROM used_token"
                        + " WHERE expires_at < ? LIMIT 10000 FOR UPDATE SKIP LOCKED)")) {
            delete.setObject(1, Values.time(clock.instant()));
            delete.executeUpdate();
        }
    }

    private static String digest(String tokenId) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(tokenId.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
