// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.policies.usage.Approval;
import org.sluis.policies.usage.Approval.Word;
import org.sluis.policies.usage.Approvals;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.Pseudonyms;

/** Words of people in table {@code approval}, each told in the transaction that stores it. */
public final class PostgresApprovals implements Approvals {

    private static final String INSERT = """
            INSERT INTO approval (negotiation, question, word, digest, counter, note, principal, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (negotiation, question) DO NOTHING""";
    private static final String OF = "SELECT * FROM approval WHERE negotiation = ? ORDER BY sequence";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Transactions transactions;
    private final Pseudonyms pseudonyms;

    /** The table has the names of the principals; what leaves it for the record has their pseudonyms. */
    public PostgresApprovals(DataSource database, Pseudonyms pseudonyms) {
        this.transactions = new Transactions(database);
        this.pseudonyms = pseudonyms;
    }

    @Override
    public Optional<Approval> say(Approval approval) {
        return transactions.runOrFail("recording an approval", connection -> {
            if (insert(connection, approval) == 1) {
                tell(connection, approval);
                return Optional.empty();
            }
            return of(connection, approval.negotiation()).stream()
                    .filter(earlier -> earlier.question().equals(approval.question()))
                    .findFirst();
        });
    }

    private static int insert(Connection connection, Approval approval) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, approval.negotiation());
            insert.setString(2, approval.question());
            insert.setString(3, approval.word().name());
            insert.setString(4, approval.digest());
            insert.setString(5, approval.counter().orElse(null));
            insert.setString(6, Values.recordable(approval.note()));
            insert.setString(7, Values.recordable(approval.by()));
            insert.setObject(8, Values.time(approval.at()));
            return insert.executeUpdate();
        }
    }

    /** A note can have anything in it, also about people; the record has the digest of the terms. */
    private void tell(Connection connection, Approval approval) throws SQLException {
        var members = JSON.createObjectNode()
                .put("actor", pseudonyms.of(approval.by()))
                .put("approval", approval.word().name().toLowerCase(Locale.ROOT))
                .put("question", approval.question());
        members.putObject("corr").put("negotiationId", approval.negotiation());
        members.putObject("policy").put("digest", approval.digest());
        OutboxRows.insert(
                connection,
                new PolicyEvent(
                        UUID.randomUUID(),
                        approval.at(),
                        "admin.action",
                        Optional.empty(),
                        Optional.empty(),
                        members.toString()));
    }

    @Override
    public List<Approval> of(String negotiation) {
        return transactions.runOrFail("reading approvals", connection -> of(connection, negotiation));
    }

    private static List<Approval> of(Connection connection, String negotiation) throws SQLException {
        return Rows.query(connection, OF, PostgresApprovals::read, negotiation);
    }

    private static Approval read(ResultSet row) throws SQLException {
        return new Approval(
                row.getString("negotiation"),
                row.getString("question"),
                Word.valueOf(row.getString("word")),
                row.getString("digest"),
                Values.text(row, "counter"),
                Values.text(row, "note"),
                row.getString("principal"),
                Values.requiredInstant(row, "at"));
    }
}
