// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.exchange.SeenCheckpoint;
import org.sluis.extensions.policylog.exchange.SeenCheckpoints;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** What others have seen of our log, in tables {@code log_checkpoint}, {@code log_cosignature} and {@code log_heads}. */
public final class PostgresSeenCheckpoints implements SeenCheckpoints {

    private static final String SAVE =
            "INSERT INTO log_checkpoint (size, root, note, saved_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String COSIGNED = """
            INSERT INTO log_cosignature (size, root, did, note) VALUES (?, ?, ?, ?)
            ON CONFLICT (size, root, did) DO UPDATE SET note = excluded.note
            """;
    private static final String SELECT = """
            SELECT c.size, c.root, c.note, s.did, s.note AS cosignature
            FROM (SELECT * FROM log_checkpoint WHERE %s ORDER BY size DESC, root LIMIT ?) c
            LEFT JOIN log_cosignature s ON s.size = c.size AND s.root = c.root
            ORDER BY c.size DESC, c.root
            """;
    private static final String LAST = """
            SELECT s.size, s.root FROM log_cosignature s
            JOIN log_checkpoint c ON c.size = s.size AND c.root = s.root
            WHERE s.did = ? AND NOT c.given_up ORDER BY s.size DESC LIMIT 1
            """;
    private static final String SAVE_HEADS = """
            INSERT INTO log_heads (peer, size, root, note) VALUES (?, ?, ?, ?)
            ON CONFLICT (peer) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note
            """;
    private static final String HEADS = """
            SELECT h.note FROM log_heads h WHERE h.peer = ? AND NOT EXISTS
                (SELECT 1 FROM log_checkpoint c WHERE c.size = h.size AND c.root = h.root AND c.given_up)
            """;
    private static final String THIN = """
            DELETE FROM log_checkpoint c WHERE c.saved_at < ? AND NOT c.given_up
            AND NOT EXISTS (SELECT 1 FROM log_heads h WHERE h.size = c.size AND h.root = c.root)
            AND EXISTS (SELECT 1 FROM log_checkpoint later
                WHERE NOT later.given_up AND later.saved_at < ? AND later.size > c.size
                AND (later.saved_at AT TIME ZONE 'UTC')::date = (c.saved_at AT TIME ZONE 'UTC')::date)
            """;

    private final Transactions transactions;

    public PostgresSeenCheckpoints(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private int update(String task, String sql, Parameters parameters) {
        return transactions.runOrFail(task, connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                parameters.set(statement);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void save(SignedNote own, Instant at) {
        var head = Checkpoints.head(own);
        update("keeping a checkpoint", SAVE, insert -> {
            head(insert, 1, head);
            insert.setString(3, Notes.text(own));
            insert.setObject(4, Values.time(at));
        });
    }

    @Override
    public void cosigned(TreeHead head, Did by, SignedNote cosignature) {
        update("keeping a cosignature", COSIGNED, insert -> {
            head(insert, 1, head);
            insert.setString(3, by.value());
            insert.setString(4, Notes.text(cosignature));
        });
    }

    @Override
    public Optional<SeenCheckpoint> find(TreeHead head) {
        return transactions.runOrFail("reading a checkpoint", connection -> {
            try (var select = connection.prepareStatement(SELECT.formatted("size = ? AND root = ?"))) {
                head(select, 1, head);
                select.setInt(3, 1);
                return read(select).stream().findFirst();
            }
        });
    }

    @Override
    public List<SeenCheckpoint> list(long largest, int limit) {
        return transactions.runOrFail("reading checkpoints", connection -> {
            try (var select = connection.prepareStatement(SELECT.formatted("size <= ? AND NOT given_up"))) {
                select.setLong(1, largest);
                select.setInt(2, limit);
                return read(select);
            }
        });
    }

    private static List<SeenCheckpoint> read(PreparedStatement select) throws SQLException {
        var notes = new LinkedHashMap<TreeHead, SignedNote>();
        var cosignatures = new HashMap<TreeHead, Map<Did, SignedNote>>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                var head = Notes.head(rows);
                notes.put(head, Notes.note(rows, "note"));
                var by = cosignatures.computeIfAbsent(head, known -> new HashMap<>());
                if (rows.getString("did") != null) {
                    by.put(new Did(rows.getString("did")), Notes.note(rows, "cosignature"));
                }
            }
        }
        var found = new ArrayList<SeenCheckpoint>();
        notes.forEach((head, note) -> found.add(new SeenCheckpoint(head, note, cosignatures.get(head))));
        return List.copyOf(found);
    }

    @Override
    public Optional<TreeHead> lastCosigned(Did by) {
        return transactions.runOrFail("reading a cosignature", connection -> {
            try (var select = connection.prepareStatement(LAST)) {
                select.setString(1, by.value());
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(Notes.head(rows)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void giveUp(Collection<TreeHead> lost) {
        transactions.runOrFail("giving up checkpoints", connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE log_checkpoint SET given_up = true WHERE size = ? AND root = ?")) {
                for (var head : lost) {
                    head(update, 1, head);
                    update.addBatch();
                }
                return update.executeBatch();
            }
        });
    }

    @Override
    public Set<TreeHead> givenUp() {
        return transactions.runOrFail("reading checkpoints", PostgresSeenCheckpoints::givenUp);
    }

    private static Set<TreeHead> givenUp(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT size, root FROM log_checkpoint WHERE given_up");
                ResultSet rows = select.executeQuery()) {
            var found = new HashSet<TreeHead>();
            while (rows.next()) {
                found.add(Notes.head(rows));
            }
            return Set.copyOf(found);
        }
    }

    @Override
    public void saveHeads(Did peer, TreeHead head, SignedNote heads) {
        update("keeping stream heads", SAVE_HEADS, insert -> {
            insert.setString(1, peer.value());
            head(insert, 2, head);
            insert.setString(4, Notes.text(heads));
        });
    }

    @Override
    public Optional<SignedNote> heads(Did peer) {
        return transactions.runOrFail("reading stream heads", connection -> {
            try (var select = connection.prepareStatement(HEADS)) {
                select.setString(1, peer.value());
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(Notes.note(rows, "note")) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void thin(Instant before) {
        update("thinning out checkpoints", THIN, delete -> {
            delete.setObject(1, Values.time(before));
            delete.setObject(2, Values.time(before));
        });
    }

    private static void head(PreparedStatement statement, int first, TreeHead head) throws SQLException {
        statement.setLong(first, head.size());
        statement.setString(first + 1, head.root().base64());
    }
}
