// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Eventually;
import org.sluis.extensions.protocol.Trade;
import org.sluis.extensions.storage.Database;

/** What a connector finds leased when it starts. */
class RestartTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void takesOverTheLeasesOfAnEarlierRun() {
        var database = Databases.migrated();
        var id = leaveLeased(database, "one");

        try (var again = replica("one", database).start()) {
            Eventually.holds(SOON, () -> !isInitial(again, id));
        }
    }

    @Test
    void leavesTheLeasesOfOtherReplicasAlone() throws InterruptedException {
        var database = Databases.migrated();
        var id = leaveLeased(database, "one");

        try (var other = replica("two", database).start()) {
            Thread.sleep(1_000);
            assertThat(isInitial(other, id)).isTrue();
        }
    }

    /** A run that ends, as in a crash, between the lease and the save. */
    private static String leaveLeased(Database database, String replica) {
        try (var crashed = replica(replica, database).withStillMachines().start()) {
            // The machine that would take it sleeps, so that this thread is the one that crashes.
            var id = Trade.negotiate(crashed, "peer", "http://127.0.0.1:1/dsp");
            assertThat(crashed.service(ContractNegotiationStore.class)
                            .findByIdAndLease(id)
                            .succeeded())
                    .isTrue();
            return id;
        }
    }

    private static Connector replica(String name, Database database) {
        return new Connector("us", Connector.freePort(), database).with("sluis.replica", name);
    }

    private static boolean isInitial(Connector connector, String id) {
        return Trade.negotiation(connector, id).currentStateIsOneOf(ContractNegotiationStates.INITIAL);
    }
}
