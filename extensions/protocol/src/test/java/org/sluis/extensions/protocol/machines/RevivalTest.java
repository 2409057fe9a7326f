// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.ContractNegotiationPendingGuard;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Eventually;
import org.sluis.extensions.protocol.Trade;

/** State machines that meet an error. */
class RevivalTest {

    private static final String MACHINE = "ConsumerContractNegotiationManagerImpl";

    @Test
    void aMachineThatDiedIsStartedAgainAndFinishesWhatItHeld() {
        var guard = new FailingGuard(new NoClassDefFoundError("as if memory had run out"));
        try (var us = new Connector("us", Connector.freePort(), Databases.migrated(), guard).start()) {
            var first = Trade.negotiate(us, "peer", "http://127.0.0.1:1/dsp");
            var second = Trade.negotiate(us, "peer", "http://127.0.0.1:1/dsp");

            Eventually.holds(Duration.ofSeconds(10), () -> hasMoved(us, first) && hasMoved(us, second));

            assertThat(us.service(StateMachines.class).list()).anySatisfy(machine -> {
                assertThat(machine.name()).isEqualTo(MACHINE);
                assertThat(machine.status()).isEqualTo(StateMachine.Status.RUNNING);
                assertThat(machine.revivals()).isEqualTo(1);
            });
        }
    }

    @Test
    void anExceptionAboutOneProcessDoesNotStallTheOthersOfItsBatch() {
        var guard = new FailingGuard(new IllegalStateException("about one process only"));
        try (var us = new Connector("us", Connector.freePort(), Databases.migrated(), guard).start()) {
            var first = Trade.negotiate(us, "peer", "http://127.0.0.1:1/dsp");
            var second = Trade.negotiate(us, "peer", "http://127.0.0.1:1/dsp");

            Eventually.holds(Duration.ofSeconds(5), () -> hasMoved(us, first) && hasMoved(us, second));
        }
    }

    @Test
    void aConnectorWhoseMachineDiedIsNotWellUntilItRunsAgain() throws Exception {
        var machines = new StateMachines(Clock.systemUTC());
        var executor = machines.instrument(Executors.newSingleThreadScheduledExecutor(), MACHINE);

        executor.schedule(() -> {}, 0, TimeUnit.MILLISECONDS).get();
        Eventually.holds(Duration.ofSeconds(5), () -> machines.health().failed());

        assertThat(machines.health().getFailureMessages()).containsExactly(MACHINE + " is dead");
        machines.revived(MACHINE);
        var next = executor.schedule(() -> {}, 1, TimeUnit.HOURS);
        assertThat(next.isDone()).isFalse();
        assertThat(machines.health().succeeded()).isTrue();
        executor.shutdownNow();
    }

    private static boolean hasMoved(Connector connector, String id) {
        return !Trade.negotiation(connector, id).currentStateIsOneOf(ContractNegotiationStates.INITIAL);
    }

    /** Throws at the first process it sees. */
    public static final class FailingGuard implements ServiceExtension {

        private final Throwable failure;
        private final AtomicInteger calls = new AtomicInteger();

        FailingGuard(Throwable failure) {
            this.failure = failure;
        }

        /** The guard that every process passes. */
        @Provider
        public ContractNegotiationPendingGuard guard() {
            return this::test;
        }

        private boolean test(ContractNegotiation ignored) {
            if (calls.incrementAndGet() == 1) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
            return false;
        }
    }
}
