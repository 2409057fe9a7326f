// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.INITIAL;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Eventually;
import org.sluis.extensions.protocol.Trade;
import org.sluis.extensions.storage.Database;
import org.sluis.extensions.storage.Notifications;
import org.sluis.extensions.storage.Signals;

/** Two connectors of one company on one database, whose polls are a minute apart. */
class ReplicasTest {

    @Test
    void whatOneCommitsWakesTheMachineOfTheOther() {
        var database = Databases.migrated();
        try (var still = replica("still", database).withStillMachines().start();
                var awake = replica("awake", database).start()) {
            Eventually.holds(Duration.ofSeconds(20), () -> haveLooked(still) && haveLooked(awake));

            var id = Trade.negotiate(still, "peer", "http://127.0.0.1:1/dsp");

            Eventually.holds(
                    Duration.ofSeconds(20), () -> !Trade.negotiation(awake, id).currentStateIsOneOf(INITIAL));
            assertThat(Trade.negotiation(still, id).currentStateIsOneOf(INITIAL))
                    .isFalse();
        }
    }

    private static boolean haveLooked(Connector connector) {
        return connector.service(StateMachines.class).list().size() == 3;
    }

    private static Connector replica(String name, Database database) {
        return new Connector("us", Connector.freePort(), database, new OverTheDatabase(database))
                .with("sluis.replica", name);
    }

    /** Replicas that tell each other over their database. */
    public static final class OverTheDatabase implements ServiceExtension, Replicas {

        private final HikariDataSource pool;
        private final Notifications notifications;
        private final Signals signals;

        OverTheDatabase(Database database) {
            pool = Databases.pool(database);
            notifications = new Notifications(database);
            signals = new Signals(pool, notifications);
        }

        /** The others. */
        @Provider
        public Replicas replicas() {
            return this;
        }

        @Override
        public void changed(Machine machine) {
            signals.send(machine.name());
        }

        @Override
        public void onChange(Consumer<Machine> woken) {
            for (var machine : Machine.values()) {
                signals.on(machine.name(), () -> woken.accept(machine));
            }
        }

        @Override
        public void shutdown() {
            signals.close();
            notifications.close();
            pool.close();
        }
    }
}
