// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.capture.LoggedDecisions;
import org.sluis.extensions.policylog.capture.Recorder;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.extensions.policylog.segments.SegmentedLog;
import org.sluis.policies.testkit.DecisionsContract;
import org.sluis.policies.usage.Decisions;

/** The record as the connector has it: the log on disk, its rows in PostgreSQL. */
class LoggedDecisionsOnPostgresTest extends DecisionsContract {

    private static TestStores stores;

    @TempDir
    private Path folder;

    private PolicyLog log;
    private Projection projection;

    @BeforeAll
    static void open() {
        stores = TestStores.open();
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @BeforeEach
    void openLog() throws Exception {
        stores.empty();
        log = SegmentedLog.open(folder.resolve("log"), folder.resolve("keys"), Clock.systemUTC());
        projection = rows();
    }

    @AfterEach
    void closeLog() {
        projection.close();
        log.close();
    }

    private Projection rows() {
        return new Projection(log, new PostgresLogRows(stores.pool(), TestStores.REPLICA)).start();
    }

    @Override
    protected Decisions decisions() {
        var streams = new StreamNames(new byte[32]);
        return new LoggedDecisions(
                new Recorder(log, streams, projection, "did:web:maker.example", "test", Clock.systemUTC()),
                new PostgresDecidedPolicies(stores.pool()));
    }

    @Test
    void rowsThatSomebodyChangedAreMadeAnewFromTheLog() throws Exception {
        decisions().append(TestStores.decision("a", Instant.EPOCH, false));
        decisions().append(TestStores.decision("a", Instant.EPOCH, true));
        var honest = projection.list(LogQuery.any(10));
        projection.close();
        MigrationsTest.execute(
                stores.pool(), "UPDATE log_entry SET outcome = 'allow', leaf = decode(repeat('00', 32), 'hex')");

        projection = rows();

        assertThat(projection.list(LogQuery.any(10))).isEqualTo(honest);
    }

    @Test
    void rowsThatACrashOfTheDatabaseTookAwayFollowWhileTheConnectorRuns() throws Exception {
        decisions().append(TestStores.decision("a", Instant.EPOCH));
        decisions().append(TestStores.decision("a", Instant.EPOCH));
        assertThat(projection.list(LogQuery.any(10))).hasSize(2);
        MigrationsTest.execute(stores.pool(), "DELETE FROM log_entry WHERE index = 1");

        decisions().append(TestStores.decision("a", Instant.EPOCH));

        assertThat(projection.list(LogQuery.any(10))).hasSize(3);
    }

    @Test
    void rowsThatAreMissingFollow() throws Exception {
        decisions().append(TestStores.decision("a", Instant.EPOCH));
        decisions().append(TestStores.decision("a", Instant.EPOCH));
        projection.close();
        MigrationsTest.execute(stores.pool(), "DELETE FROM log_entry WHERE index = 1");

        projection = rows();

        assertThat(projection.list(LogQuery.any(10).withAgreement(Optional.of("a"))))
                .hasSize(2);
    }
}
