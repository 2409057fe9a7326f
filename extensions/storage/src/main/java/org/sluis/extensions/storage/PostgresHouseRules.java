// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.house.HouseRulesVersion;
import org.sluis.policies.usage.house.HouseRulesVersions;

/** House rules in table {@code house_rules}; the record of a change is part of its transaction. */
public final class PostgresHouseRules implements HouseRulesVersions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 1000;

    private static final String INSERT = """
            INSERT INTO house_rules (version, document, sha256, at, changed_by)
            SELECT coalesce(max(version), 0) + 1, ?, ?, ?, ? FROM house_rules RETURNING *
            """;

    private final Transactions transactions;

    public PostgresHouseRules(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public Optional<HouseRulesVersion> current() {
        return history(1).stream().findFirst();
    }

    @Override
    public HouseRulesVersion set(String text, String by, Instant at) {
        return transactions.runOrFail("setting the house rules", connection -> {
            // Of two who set them at once one waits, so that versions have no gaps and none gets lost.
            Rows.update(connection, "LOCK TABLE house_rules IN EXCLUSIVE MODE");
            var version = Rows.query(
                            connection, INSERT, PostgresHouseRules::read, text, sha256(text), Values.time(at), by)
                    .get(0);
            record(connection, version);
            return version;
        });
    }

    private static void record(Connection connection, HouseRulesVersion version) throws SQLException {
        var members = JSON.createObjectNode()
                .put("what", "house-rules")
                .put("version", version.number())
                .put("sha256", version.sha256())
                .put("actor", version.by());
        OutboxRows.insert(
                connection,
                new PolicyEvent(
                        UUID.randomUUID(),
                        version.at(),
                        "policy.changed",
                        Optional.empty(),
                        Optional.empty(),
                        members.toString()));
    }

    @Override
    public List<HouseRulesVersion> history(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be between 1 and " + MOST + ", is " + limit);
        }
        return transactions.runOrFail(
                "reading the house rules",
                connection -> Rows.query(
                        connection,
                        "SELECT * FROM house_rules ORDER BY version DESC LIMIT ?",
                        PostgresHouseRules::read,
                        limit));
    }

    private static HouseRulesVersion read(ResultSet row) throws SQLException {
        return new HouseRulesVersion(
                row.getLong("version"),
                row.getString("document"),
                row.getString("sha256"),
                Values.requiredInstant(row, "at"),
                row.getString("changed_by"));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
