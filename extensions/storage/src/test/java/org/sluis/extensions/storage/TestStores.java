// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.DecisionRecord;

/** All stores on an empty database. */
record TestStores(
        Database database,
        HikariDataSource pool,
        Notifications notifications,
        PostgresAgreements agreements,
        InMemoryDecisions decisions)
        implements AutoCloseable {

    static final String REPLICA = "replica-1";

    static TestStores open() {
        return on(TestDatabase.migrated());
    }

    static TestStores on(Database database) {
        var pool = Connections.pool(database, "test", 20);
        var notifications = new Notifications(database);
        return new TestStores(
                database, pool, notifications, new PostgresAgreements(pool, notifications), new InMemoryDecisions());
    }

    /** As after the migration; for tests that need empty tables, since making a database takes long. */
    TestStores empty() {
        try {
            // As a replica of another database would write: past the triggers that keep rows.
            MigrationsTest.execute(
                    pool,
                    "BEGIN; SET LOCAL session_replication_role = replica;"
                            + " TRUNCATE agreement, end_notice, peer_end, log_entry, use, charge, counter, product_version, management_change,"
                            + " endpoint_reference, data_plane_flow, authority_invitation, authority_member, member_catalog,"
                            + " member_dataset,"
                            + " credential_request_received, issuance, status_list, credential_request, held_credential,"
                            + " credential_offer, membership, directory_member, used_token,"
                            + " verified_presentation, status_list_copy, did_document_copy, seal, given_receipt,"
                            + " taken_receipt, delivered_body, log_outbox, log_state, approval, decided_policy, house_rules"
                            + " RESTART IDENTITY; COMMIT");
            decisions.clear();
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    PostgresUsageLedger ledger(Clock clock) {
        return new PostgresUsageLedger(pool, clock, REPLICA, decisions);
    }

    Agreement freeze(String id) {
        var agreement = new Agreement(
                id,
                Agreement.Side.PROVIDER,
                "did:web:parts.example",
                "did:web:builder.example",
                "urn:sluis:production-status:own-orders",
                Instant.parse("2026-11-21T10:00:00Z"),
                "{\"@id\":\"" + id + "\"}",
                "0".repeat(64),
                AgreementState.ACTIVE,
                Optional.empty());
        agreements.freeze(agreement);
        return agreement;
    }

    static DecisionRecord decision(String agreement, Instant at) {
        return decision(agreement, at, true);
    }

    static DecisionRecord decision(String agreement, Instant at, boolean allowed) {
        return new DecisionRecord(
                UUID.randomUUID(),
                at,
                Moment.RELEASE,
                allowed,
                Optional.of("did:web:builder.example"),
                Optional.of(agreement),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "test 1");
    }

    @Override
    public void close() {
        notifications.close();
        pool.close();
    }
}
