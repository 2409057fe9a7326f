// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.SuspendTransferCommand;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.eclipse.edc.spi.result.ServiceResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two connectors whose machines are woken and never poll: EDC's races show most when each step follows at once. */
class TwoConnectorsTest {

    private static final int PROCESSES = 40;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static Connector provider;
    private static Connector consumer;

    @BeforeAll
    static void start() {
        provider = new Connector("provider", Connector.freePort(), Databases.migrated()).start();
        consumer = new Connector("consumer", Connector.freePort(), Databases.migrated()).start();
        Trade.offer(provider);
    }

    @AfterAll
    static void stop() {
        consumer.close();
        provider.close();
    }

    @Test
    void endEachNegotiationAndTransferInTheSameState() {
        var negotiations = IntStream.range(0, PROCESSES)
                .mapToObj(i -> Trade.negotiate(consumer, provider.id(), provider.address()))
                .toList();
        negotiations.forEach(id -> Eventually.holds(LIMIT, () -> isFinalized(consumer, id)));

        var transfers = negotiations.stream()
                .map(id -> Trade.transfer(consumer, provider, id))
                .toList();
        transfers.forEach(id -> Eventually.holds(LIMIT, () -> isStarted(consumer, id)));

        assertThat(negotiations).allSatisfy(id -> {
            var ours = Trade.negotiation(consumer, id);
            var theirs = Trade.negotiation(provider, ours.getCorrelationId());
            Eventually.holds(LIMIT, () -> isFinalized(provider, ours.getCorrelationId()));
            assertThat(theirs.getContractAgreement().getAgreementId())
                    .isEqualTo(ours.getContractAgreement().getAgreementId());
            assertThat(theirs.getContractAgreement().getContractSigningDate())
                    .isEqualTo(ours.getContractAgreement().getContractSigningDate());
        });
        assertThat(transfers).allSatisfy(id -> {
            var ours = consumer.service(TransferProcessStore.class).findById(id);
            Eventually.holds(LIMIT, () -> isStarted(provider, ours.getCorrelationId()));
        });
    }

    @Test
    void theReasonsOfAPauseAndOfAnEndReachTheOtherSide() {
        var negotiation = Trade.negotiate(consumer, provider.id(), provider.address());
        Eventually.holds(LIMIT, () -> isFinalized(consumer, negotiation));
        var ours = Trade.transfer(consumer, provider, negotiation);
        Eventually.holds(LIMIT, () -> isStarted(consumer, ours));
        var theirs = transfer(consumer, ours).getCorrelationId();
        Eventually.holds(LIMIT, () -> isStarted(provider, theirs));

        assertThat(consumer.service(TransferProcessService.class)
                        .suspend(new SuspendTransferCommand(ours, "stock-taking: \"back soon\"")))
                .matches(ServiceResult::succeeded);
        Eventually.holds(LIMIT, () -> is(provider, theirs, TransferProcessStates.SUSPENDED));
        assertThat(transfer(provider, theirs).getErrorDetail()).isEqualTo("stock-taking: \"back soon\"");

        assertThat(provider.service(TransferProcessService.class)
                        .terminate(new TerminateTransferCommand(theirs, "the order was cancelled")))
                .matches(ServiceResult::succeeded);
        Eventually.holds(LIMIT, () -> is(consumer, ours, TransferProcessStates.TERMINATED));
        assertThat(transfer(consumer, ours).getErrorDetail()).isEqualTo("the order was cancelled");
    }

    private static TransferProcess transfer(Connector connector, String id) {
        return connector.service(TransferProcessStore.class).findById(id);
    }

    private static boolean is(Connector connector, String id, TransferProcessStates state) {
        return transfer(connector, id).currentStateIsOneOf(state);
    }

    private static boolean isFinalized(Connector connector, String id) {
        return Trade.negotiation(connector, id).currentStateIsOneOf(ContractNegotiationStates.FINALIZED);
    }

    private static boolean isStarted(Connector connector, String id) {
        return connector
                .service(TransferProcessStore.class)
                .findById(id)
                .currentStateIsOneOf(TransferProcessStates.STARTED);
    }
}
