// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.exchange.Contradiction;
import org.sluis.extensions.policylog.exchange.WitnessedLog;
import org.sluis.extensions.policylog.exchange.WitnessedLogs;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** Other logs in tables {@code log_witnessed} and {@code log_contradiction}. */
public final class PostgresWitnessedLogs implements WitnessedLogs {

    private static final String INSERT = """
            INSERT INTO log_witnessed (owner, origin, size, root, checkpoint) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (owner, origin) DO NOTHING
            """;
    private static final String UPDATE = """
            UPDATE log_witnessed SET size = ?, root = ?, checkpoint = ?, heads = CASE WHEN ? THEN NULL ELSE heads END
            WHERE owner = ? AND origin = ? AND size = ? AND root = ?
            """;
    private static final String SAVE_HEADS =
            "UPDATE log_witnessed SET heads = ? WHERE owner = ? AND origin = ? AND size = ? AND root = ?";
    private static final String KEEP = """
            INSERT INTO log_contradiction (owner, origin, kind, first_note, second_note, second_sha256, found_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private final Transactions transactions;

    public PostgresWitnessedLogs(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public Optional<WitnessedLog> find(Did owner, String origin) {
        return of(owner).stream().filter(log -> log.origin().equals(origin)).findFirst();
    }

    @Override
    public List<WitnessedLog> of(Did owner) {
        return transactions.runOrFail("reading what is known of a log", connection -> {
            try (var select =
                    connection.prepareStatement("SELECT * FROM log_witnessed WHERE owner = ? ORDER BY origin")) {
                select.setString(1, owner.value());
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<WitnessedLog>();
                    while (rows.next()) {
                        found.add(log(rows));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    private static WitnessedLog log(ResultSet row) throws SQLException {
        return new WitnessedLog(
                new Did(row.getString("owner")),
                row.getString("origin"),
                Notes.head(row),
                Notes.note(row, "checkpoint"),
                Notes.optionalNote(row, "heads"));
    }

    @Override
    public boolean advance(TreeHead expected, WitnessedLog next) {
        return expected.equals(TreeHead.EMPTY) ? insert(next) : update(expected, next, false);
    }

    @Override
    public boolean restart(TreeHead expected, WitnessedLog next) {
        return expected.equals(TreeHead.EMPTY) ? insert(next) : update(expected, next, true);
    }

    private boolean insert(WitnessedLog next) {
        return transactions.runOrFail("keeping a checkpoint", connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, next.owner().value());
                insert.setString(2, next.origin());
                insert.setLong(3, next.head().size());
                insert.setString(4, next.head().root().base64());
                insert.setString(5, Notes.text(next.checkpoint()));
                return insert.executeUpdate() == 1;
            }
        });
    }

    private boolean update(TreeHead expected, WitnessedLog next, boolean withoutHeads) {
        return transactions.runOrFail("keeping a checkpoint", connection -> {
            try (var update = connection.prepareStatement(UPDATE)) {
                update.setLong(1, next.head().size());
                update.setString(2, next.head().root().base64());
                update.setString(3, Notes.text(next.checkpoint()));
                update.setBoolean(4, withoutHeads);
                update.setString(5, next.owner().value());
                update.setString(6, next.origin());
                update.setLong(7, expected.size());
                update.setString(8, expected.root().base64());
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean saveHeads(Did owner, String origin, TreeHead head, SignedNote heads) {
        return transactions.runOrFail("keeping stream heads", connection -> {
            try (var update = connection.prepareStatement(SAVE_HEADS)) {
                update.setString(1, Notes.text(heads));
                update.setString(2, owner.value());
                update.setString(3, origin);
                update.setLong(4, head.size());
                update.setString(5, head.root().base64());
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean keep(Contradiction found) {
        return transactions.runOrFail("keeping evidence", connection -> {
            try (var insert = connection.prepareStatement(KEEP)) {
                insert.setString(1, found.owner().value());
                insert.setString(2, found.origin());
                insert.setString(3, found.kind().name());
                insert.setString(4, Notes.text(found.first()));
                insert.setString(5, Notes.text(found.second()));
                insert.setString(6, Sha256.of(found.second().bytes()).hex());
                insert.setObject(7, Values.time(found.at()));
                return insert.executeUpdate() == 1;
            }
        });
    }

    @Override
    public List<Contradiction> contradictions(Did owner) {
        return transactions.runOrFail("reading evidence", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT * FROM log_contradiction WHERE owner = ? ORDER BY sequence LIMIT 1000")) {
                select.setString(1, owner.value());
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Contradiction>();
                    while (rows.next()) {
                        found.add(contradiction(rows));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    private static Contradiction contradiction(ResultSet row) throws SQLException {
        return new Contradiction(
                new Did(row.getString("owner")),
                row.getString("origin"),
                Contradiction.Kind.valueOf(row.getString("kind")),
                Notes.note(row, "first_note"),
                Notes.note(row, "second_note"),
                Values.requiredInstant(row, "found_at"));
    }
}
