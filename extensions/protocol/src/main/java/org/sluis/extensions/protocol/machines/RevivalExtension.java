// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import java.time.Duration;
import java.util.List;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.ConsumerContractNegotiationManager;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.ProviderContractNegotiationManager;
import org.eclipse.edc.connector.controlplane.transfer.spi.TransferProcessManager;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.system.health.HealthCheckService;

/** Starts state machines again that died. */
@Extension("Sluis: revived state machines")
public final class RevivalExtension implements ServiceExtension {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Inject
    private StateMachines machines;

    @Inject
    private ConsumerContractNegotiationManager consumerNegotiations;

    @Inject
    private ProviderContractNegotiationManager providerNegotiations;

    @Inject
    private TransferProcessManager transfers;

    @Inject
    private Monitor monitor;

    private Revival revival;

    @Inject
    private HealthCheckService health;

    @Override
    public void initialize(ServiceExtensionContext context) {
        health.addLivenessProvider(machines::health);
    }

    @Override
    public void start() {
        revival = new Revival(machines, List.of(consumerNegotiations, providerNegotiations, transfers), monitor);
        revival.start(INTERVAL);
    }

    @Override
    public void shutdown() {
        if (revival != null) {
            revival.stop();
        }
    }
}
