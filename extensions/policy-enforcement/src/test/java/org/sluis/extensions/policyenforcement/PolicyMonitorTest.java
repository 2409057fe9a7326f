// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.spi.monitor.Monitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyMonitorTest {

    private TestConnector connector;

    @BeforeEach
    void start() {
        connector = TestConnector.start("did:web:maker");
    }

    @AfterEach
    void stop() {
        connector.close();
    }

    private void started(String id) {
        connector
                .service(TransferProcessStore.class)
                .save(TransferProcess.Builder.newInstance()
                        .id(id)
                        .type(TransferProcess.Type.PROVIDER)
                        .contractId("no-such-agreement")
                        .assetId("urn:x")
                        .correlationId("c")
                        .counterPartyAddress("http://127.0.0.1:1/none")
                        .protocol("dataspace-protocol-http:2025-1")
                        .transferType("HttpData-PULL")
                        .participantContextId("did:web:maker")
                        .state(TransferProcessStates.STARTED.code())
                        .build());
    }

    private boolean runs(String id) {
        return connector.service(TransferProcessStore.class).findById(id).getState()
                == TransferProcessStates.STARTED.code();
    }

    @Test
    void stopsATransferWhoseAgreementDoesNotExist() {
        started("orphan");

        TestConnector.await(() -> !runs("orphan"));

        assertThat(connector
                        .service(TransferProcessStore.class)
                        .findById("orphan")
                        .getErrorDetail())
                .contains("does not exist");
    }

    @Test
    void survivesAnErrorAndStopsWhatItCouldNotDecide() {
        PolicyMonitor monitor = new PolicyMonitor(
                connector.service(TransferProcessStore.class),
                connector.service(TransferProcessService.class),
                transfer -> {
                    throw new OutOfMemoryError("as if");
                },
                java.time.Duration.ofHours(1),
                new Monitor() {});
        started("first");

        monitor.pass();
        started("second");
        monitor.pass();

        assertThat(runs("first")).isFalse();
        assertThat(runs("second")).isFalse();
    }
}
