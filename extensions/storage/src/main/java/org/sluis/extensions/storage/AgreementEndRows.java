// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.sluis.extensions.policylog.evidence.EventIds;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Actor;
import org.sluis.policies.usage.PeerEnd;

/** The end of an agreement with all that follows from it, within the caller's transaction. */
final class AgreementEndRows {

    static final String CHANNEL = "agreement-ended";

    private static final String TYPE = "agreement.terminated";
    private static final String END = """
            UPDATE agreement SET state = ?, end_reason = ?, end_sequence = nextval('agreement_end')
            WHERE id = ? AND state = 'ACTIVE'""";
    private static final String OTHER = "CASE side WHEN 'PROVIDER' THEN consumer ELSE provider END";
    private static final String RECORD =
            "INSERT INTO log_outbox (id, at, type, peer, agreement, members) SELECT ?, ?, '"
                    + TYPE + "', " + OTHER + """
            , id,
                jsonb_strip_nulls(jsonb_build_object(
                    'corr', jsonb_build_object('agreementId', id, 'datasetId', dataset),
                    'role', lower(side),
                    'actor', ?::text,
                    'state', jsonb_build_object('from', ?::text, 'to', ?::text),
                    'policy', jsonb_build_object('digest', sha256),
                    'reason', left(?::text, 500),
                    'notice', ?::text))
            FROM agreement WHERE id = ?""";
    private static final String TELL = "INSERT INTO end_notice (agreement, peer, state, reason, at) SELECT id, " + OTHER
            + ", state, left(end_reason, 500), ? FROM agreement WHERE id = ?";
    private static final String KEEP =
            "INSERT INTO peer_end (agreement, state, reason, at, jws) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private AgreementEndRows() {}

    /** Ends an active agreement, tells our log, and leaves word for the other party. */
    static boolean end(Connection connection, String id, AgreementState state, String reason) throws SQLException {
        lock(connection, id);
        var words = Values.recordable(reason);
        if (!ended(connection, id, state, words)) {
            return false;
        }
        // In milliseconds: what both logs say.
        var now = Values.time(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        Rows.update(
                connection,
                RECORD,
                UUID.randomUUID(),
                now,
                Actor.current().orElse(null),
                "ACTIVE",
                state.name(),
                words,
                null,
                id);
        Rows.update(connection, TELL, now, id);
        Notifications.send(connection, OutboxRows.CHANNEL);
        return true;
    }

    /** Keeps what the other party said, once. Our log tells of it also when we had ended the agreement ourselves. */
    static boolean endedByPeer(Connection connection, String id, PeerEnd end) throws SQLException {
        lock(connection, id);
        var before = Rows.query(connection, "SELECT state FROM agreement WHERE id = ?", row -> row.getString(1), id);
        if (before.isEmpty()) {
            return false;
        }
        var words = Values.recordable(end.reason());
        var at = Values.time(end.at());
        if (Rows.update(connection, KEEP, id, end.state().name(), words, at, end.notice()) == 1) {
            var unused = ended(connection, id, end.state(), words);
            record(connection, id, before, end);
        }
        return true;
    }

    private static void record(Connection connection, String id, List<String> before, PeerEnd end) throws SQLException {
        Rows.update(
                connection,
                RECORD,
                EventIds.of(TYPE, id, end.state().name()),
                Values.time(end.at()),
                null,
                before.get(0),
                end.state().name(),
                Values.recordable(end.reason()),
                end.notice(),
                id);
        Notifications.send(connection, OutboxRows.CHANNEL);
    }

    private static void lock(Connection connection, String id) throws SQLException {
        AgreementLocks.exclusive(connection, id);
        AgreementLocks.table(connection, "agreement_end");
    }

    private static boolean ended(Connection connection, String id, AgreementState state, String words)
            throws SQLException {
        var ended = Rows.update(connection, END, state.name(), words, id) == 1;
        if (ended) {
            Notifications.send(connection, CHANNEL);
        }
        return ended;
    }
}
