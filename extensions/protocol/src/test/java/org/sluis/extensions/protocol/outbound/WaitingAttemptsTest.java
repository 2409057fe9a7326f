// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTING;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Eventually;
import org.sluis.extensions.protocol.Trade;

/** More processes than one batch wait for their next attempt to reach a peer that is away. */
class WaitingAttemptsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MORE_THAN_A_BATCH = 25;

    private static Connector us;

    @BeforeAll
    static void start() {
        us = new Connector("us", Connector.freePort(), Databases.migrated())
                .with("edc.negotiation.consumer.send.retry.base-delay.ms", "60000")
                .start();
        var waiting = IntStream.range(0, MORE_THAN_A_BATCH)
                .mapToObj(i -> Trade.negotiate(us, "away", "http://127.0.0.1:1/dsp"))
                .toList();
        Eventually.holds(LIMIT, () -> allWait(waiting));
    }

    private static boolean allWait(List<String> negotiations) {
        return negotiations.stream()
                .map(id -> Trade.negotiation(us, id))
                .allMatch(
                        negotiation -> negotiation.getState() == REQUESTING.code() && negotiation.getStateCount() == 2);
    }

    @AfterAll
    static void stop() {
        us.close();
    }

    @Test
    void theyDoNotHoldUpOthersInTheSameState() {
        try (var peer = new Peer(201)) {
            var id = Trade.negotiate(us, "peer", peer.address());

            Eventually.holds(LIMIT, () -> Trade.negotiation(us, id).currentStateIsOneOf(REQUESTED));
        }
    }

    @Test
    void theirMachineAsksTheDatabaseNothingMeanwhile() throws Exception {
        // The database counts a session's transactions a second after they end.
        Thread.sleep(1_500);
        var before = transactions();

        Thread.sleep(2_500);

        assertThat(transactions() - before).isLessThan(10);
    }

    private static long transactions() throws SQLException {
        try (var connection = us.database().getConnection();
                var count = connection.createStatement();
                var rows = count.executeQuery("SELECT xact_commit + xact_rollback FROM pg_stat_database"
                        + " WHERE datname = current_database()")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
