// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.dataplane.DataFlow;
import org.sluis.extensions.dataplane.DataFlow.State;
import org.sluis.extensions.dataplane.DataFlows;
import org.sluis.extensions.dataplane.SourceAddress;

class PostgresDataFlowsTest {
    private static final Instant TOKEN_END = Instant.parse("2026-11-21T10:05:00Z");
    private static final SourceAddress SOURCE =
            new SourceAddress("HttpData", Map.of("baseUrl", "http://127.0.0.1/é\"{}", "header:X-Key", "a\\b"));

    private static HikariDataSource pool;

    private final DataFlows flows = new PostgresDataFlows(pool);

    @BeforeAll
    static void open() {
        pool = Connections.pool(TestDatabase.migrated(), "test", 2);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    private static DataFlow flow(String transfer, String agreement, State state, String reason, Instant tokenEnd) {
        return new DataFlow(
                transfer,
                agreement,
                "did:web:builder.example",
                "urn:d",
                SOURCE,
                state,
                Optional.ofNullable(reason),
                tokenEnd);
    }

    private static DataFlow started(String transfer) {
        return flow(transfer, "agreement-of-" + transfer, State.STARTED, null, TOKEN_END);
    }

    @Test
    void findsAFlowAsItWasStarted() {
        assertThat(flows.start(started("a"))).isTrue();

        assertThat(flows.find("a")).contains(started("a"));
        assertThat(flows.find("b")).isEmpty();
    }

    @Test
    void startsASuspendedFlowAgainWithANewToken() {
        flows.start(started("c"));
        flows.stop("c", State.SUSPENDED, "stock-taking");
        assertThat(flows.find("c")).contains(flow("c", "agreement-of-c", State.SUSPENDED, "stock-taking", TOKEN_END));

        var again = flow("c", "agreement-of-c", State.STARTED, null, TOKEN_END.plusSeconds(60));

        assertThat(flows.start(again)).isTrue();
        assertThat(flows.find("c")).contains(again);
    }

    @Test
    void keepsATerminatedFlowAsItIs() {
        flows.start(started("d"));
        flows.stop("d", State.TERMINATED, "done");

        flows.stop("d", State.SUSPENDED, "later");

        assertThat(flows.start(started("d"))).isFalse();
        assertThat(flows.find("d")).contains(flow("d", "agreement-of-d", State.TERMINATED, "done", TOKEN_END));
    }

    @Test
    void neverMovesAFlowToAnotherAgreement() {
        flows.start(started("e"));

        assertThat(flows.start(flow("e", "another", State.STARTED, null, TOKEN_END)))
                .isFalse();
        assertThat(flows.find("e")).contains(started("e"));
    }

    @Test
    void listsStartedFlowsByTokenEnd() {
        var early = Instant.parse("2020-01-01T00:00:00Z");
        flows.start(flow("f", "shared", State.STARTED, null, early.plusSeconds(1)));
        flows.start(flow("g", "shared", State.STARTED, null, early));
        flows.start(flow("h", "shared", State.STARTED, null, early));
        flows.stop("h", State.SUSPENDED, "no");

        assertThat(flows.startedWithTokenEndedBefore(early.plusSeconds(2), 10))
                .extracting(DataFlow::transfer)
                .containsExactly("g", "f");
        assertThat(flows.startedWithTokenEndedBefore(early.plusSeconds(2), 1))
                .extracting(DataFlow::transfer)
                .containsExactly("g");
    }
}
