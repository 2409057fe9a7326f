// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.sluis.extensions.protocol.transactions.Commits;
import org.sluis.policies.usage.Actor;

/** Tells of the states of negotiations and transfers, each change once, in the transaction that stores it. */
final class StateOutbox {

    /** EDC writes over the state before: what was told last is kept apart. One statement, also when there is nothing to tell. */
    private static final String TELL = """
            WITH before AS (SELECT state, actor FROM log_state WHERE type = ? AND process = ?),
            now AS (
                INSERT INTO log_state AS known (type, process, state) VALUES (?, ?, ?)
                ON CONFLICT (type, process) DO UPDATE SET state = excluded.state, actor = NULL
                    WHERE known.state IS DISTINCT FROM excluded.state
                RETURNING state),
            agreed AS (
                SELECT c.agr_agreement_id AS id, c.provider_agent_id AS provider, c.consumer_agent_id AS consumer, a.sha256
                FROM edc_contract_agreement c LEFT JOIN agreement a ON a.id = c.agr_agreement_id WHERE c.agr_id = ?)
            INSERT INTO log_outbox (id, at, type, peer, agreement, members)
            SELECT ?, ?, ?, coalesce(?::text, CASE WHEN ? THEN agreed.consumer ELSE agreed.provider END), agreed.id,
                jsonb_strip_nulls(jsonb_build_object(
                    'corr', jsonb_build_object('agreementId', agreed.id, ?::text, ?::text, 'consumerPid', ?::text,
                        'providerPid', ?::text, 'offerId', ?::text, 'datasetId', ?::text),
                    'role', ?::text,
                    'actor', coalesce(?::text, before.actor),
                    'state', jsonb_build_object('from', before.state, 'to', now.state),
                    'policy', CASE WHEN agreed.sha256 IS NULL THEN NULL
                        ELSE jsonb_build_object('digest', agreed.sha256) END,
                    'reason', ?::text))
            FROM now LEFT JOIN before ON true LEFT JOIN agreed ON true
            """;

    private static final String ASKED = """
            INSERT INTO log_state (type, process, actor) VALUES (?, ?, ?)
            ON CONFLICT (type, process) DO UPDATE SET actor = excluded.actor
            """;

    private final DataSourceRegistry dataSources;
    private final Commits commits;
    private final Runnable added;

    /** {@code added} is told after each commit of something new. */
    StateOutbox(DataSourceRegistry dataSources, Commits commits, Runnable added) {
        this.dataSources = dataSources;
        this.commits = commits;
        this.added = added;
    }

    /** To be called after each save of a process, in its transaction. */
    void saved(String kind, String process, Optional<ReachedState> reached) {
        var actor = Actor.current();
        if (reached.isEmpty() && actor.isEmpty()) {
            return;
        }
        try (var connection =
                dataSources.resolve(DataSourceRegistry.DEFAULT_DATASOURCE).getConnection()) {
            if (reached.isPresent()) {
                tell(connection, reached.get(), actor);
            } else {
                keepActor(connection, kind, process, actor.get());
            }
        } catch (SQLException e) {
            throw new EdcPersistenceException(e);
        }
    }

    private void tell(Connection connection, ReachedState reached, Optional<String> actor) throws SQLException {
        try (var tell = connection.prepareStatement(TELL)) {
            fill(tell, reached, actor);
            if (tell.executeUpdate() > 0) {
                commits.afterCommit(added);
            }
        }
    }

    private static void fill(PreparedStatement tell, ReachedState reached, Optional<String> actor) throws SQLException {
        var process = reached.process();
        var at = Instant.ofEpochMilli(process.getStateTimestamp()).atOffset(ZoneOffset.UTC);
        var values = new Object[] {
            reached.kind(),
            process.getId(),
            reached.kind(),
            process.getId(),
            reached.name(),
            reached.contract().orElse(null),
            UUID.randomUUID(),
            at,
            reached.type(),
            reached.peer().orElse(null),
            reached.asProvider(),
            reached.ownId(),
            process.getId(),
            reached.consumerPid().orElse(null),
            reached.providerPid().orElse(null),
            reached.offer().orElse(null),
            reached.dataset().orElse(null),
            reached.asProvider() ? "provider" : "consumer",
            actor.orElse(null),
            reached.reason().orElse(null)
        };
        for (int i = 0; i < values.length; i++) {
            tell.setObject(i + 1, values[i]);
        }
    }

    /** Who asked is known on this thread; the state they asked for is reached on another. */
    private static void keepActor(Connection connection, String kind, String process, String actor)
            throws SQLException {
        try (var keep = connection.prepareStatement(ASKED)) {
            keep.setString(1, kind);
            keep.setString(2, process);
            keep.setString(3, actor);
            keep.executeUpdate();
        }
    }
}
