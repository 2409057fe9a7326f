// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import okhttp3.OkHttpClient;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationProtocolService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessProtocolService;
import org.eclipse.edc.connector.controlplane.transfer.spi.flow.DataFlowManager;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.spi.message.RemoteMessageDispatcherRegistry;
import org.eclipse.edc.spi.system.ExecutorInstrumentation;
import org.eclipse.edc.sql.lease.spi.SqlLeaseContextBuilderProvider;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.protocol.inbound.PatientNegotiations;
import org.sluis.extensions.protocol.inbound.PatientTransfers;
import org.sluis.extensions.protocol.machines.StateMachine;
import org.sluis.extensions.protocol.machines.StateMachines;
import org.sluis.extensions.protocol.outbound.RetriedDataFlows;
import org.sluis.extensions.protocol.outbound.RetriedMessages;
import org.sluis.extensions.protocol.stores.DurableNegotiations;
import org.sluis.extensions.protocol.stores.DurableTransfers;
import org.sluis.extensions.protocol.transactions.StrictTransactions;

/** EDC takes the last of several providers without a word; each service we replace must be ours. */
class ReplacedServicesTest {

    private static final Map<Class<?>, Class<?>> REPLACED = Map.of(
            TransactionContext.class, StrictTransactions.class,
            ContractNegotiationStore.class, DurableNegotiations.class,
            TransferProcessStore.class, DurableTransfers.class,
            ContractNegotiationProtocolService.class, PatientNegotiations.class,
            TransferProcessProtocolService.class, PatientTransfers.class,
            RemoteMessageDispatcherRegistry.class, RetriedMessages.class,
            DataFlowManager.class, RetriedDataFlows.class,
            ExecutorInstrumentation.class, StateMachines.class);

    @Test
    void ofAConnectorAreOurs() {
        try (var connector = new Connector("alone", Connector.freePort(), Databases.migrated()).start()) {
            REPLACED.forEach((service, ours) -> assertThat(connector.service(service))
                    .as(service.getSimpleName())
                    .isInstanceOf(ours));
            assertThat(connector
                            .service(SqlLeaseContextBuilderProvider.class)
                            .getClass()
                            .getPackageName())
                    .startsWith("org.sluis");
            assertThat(connector.service(OkHttpClient.class).interceptors()).isNotEmpty();
        }
    }

    @Test
    void watchEveryStateMachine() {
        try (var connector = new Connector("watched", Connector.freePort(), Databases.migrated()).start()) {
            assertThat(connector.service(StateMachines.class).list())
                    .hasSize(3)
                    .allSatisfy(machine -> assertThat(machine.status()).isEqualTo(StateMachine.Status.RUNNING));
        }
    }
}
