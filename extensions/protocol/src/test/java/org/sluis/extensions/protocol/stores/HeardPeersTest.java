// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.FINALIZED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTING;

import java.time.Duration;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.Connector;
import org.sluis.extensions.protocol.Databases;
import org.sluis.extensions.protocol.Eventually;
import org.sluis.extensions.protocol.Trade;
import org.sluis.extensions.storage.Database;

/** A peer is away, attempts at it wait for minutes, and it is there again. */
class HeardPeersTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String MINUTES = "120000";

    private final int port = Connector.freePort();
    private final Database theirDatabase = Databases.migrated();
    private final String theirAddress = "http://127.0.0.1:" + port + "/dsp/2025-1";
    private Connector us;
    private Connector them;

    @BeforeEach
    void start() {
        us = new Connector("us", Connector.freePort(), Databases.migrated())
                .with("edc.negotiation.consumer.send.retry.base-delay.ms", MINUTES)
                .with("edc.transfer.send.retry.base-delay.ms", MINUTES)
                .start();
        Trade.offer(us);
    }

    private Connector theirs() {
        return new Connector("them", port, theirDatabase).start();
    }

    @AfterEach
    void stop() {
        us.close();
        if (them != null) {
            them.close();
        }
    }

    private String waitingNegotiation() {
        var id = Trade.negotiate(us, "them", theirAddress);
        Eventually.holds(LIMIT, () -> {
            var ours = Trade.negotiation(us, id);
            return ours.getState() == REQUESTING.code() && ours.getStateCount() == 2;
        });
        return id;
    }

    private void awaitFinalized(Connector connector, String id) {
        Eventually.holds(LIMIT, () -> Trade.negotiation(connector, id).getState() == FINALIZED.code());
    }

    @Test
    void aMessageOfItsMakesTheAttemptsDue() {
        var waiting = waitingNegotiation();
        them = theirs();
        Trade.offer(them);

        Trade.negotiate(them, "us", us.address());

        awaitFinalized(us, waiting);
    }

    @Test
    void anAnswerOfItsMakesTheAttemptsDue() {
        var waiting = waitingNegotiation();
        them = theirs();
        Trade.offer(them);

        var another = Trade.negotiate(us, "them", theirAddress);

        awaitFinalized(us, another);
        awaitFinalized(us, waiting);
    }

    @Test
    void theAttemptsOfATransferAreAmongThem() {
        them = theirs();
        Trade.offer(them);
        var agreed = Trade.negotiate(us, "them", theirAddress);
        awaitFinalized(us, agreed);
        awaitFinalized(them, Trade.negotiation(us, agreed).getCorrelationId());
        them.close();
        var transfer = Trade.transfer(us, them, agreed);
        Eventually.holds(LIMIT, () -> isAt(transfer, TransferProcessStates.REQUESTING, 2));

        them = theirs();
        Trade.negotiate(them, "us", us.address());

        Eventually.holds(LIMIT, () -> isAt(transfer, TransferProcessStates.STARTED, 1));
    }

    private boolean isAt(String transfer, TransferProcessStates state, int count) {
        var ours = us.service(TransferProcessStore.class).findById(transfer);
        return ours.getState() == state.code() && ours.getStateCount() == count;
    }
}
