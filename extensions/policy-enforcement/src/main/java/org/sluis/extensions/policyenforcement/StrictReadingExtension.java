// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.spi.WebService;
import org.eclipse.edc.web.spi.configuration.ApiContext;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;
import org.sluis.policies.usage.UnverifiedRefusals;

/** Reads every message strictly before EDC sees it, at the management door and at the DSP door. */
public final class StrictReadingExtension implements ServiceExtension {

    private static final long LARGEST_LIMIT = 64L << 20;

    @Setting(
            key = "sluis.protocol.body-limit",
            description = "Largest body of a DSP or management message, in bytes",
            defaultValue = "1048576")
    private long limit;

    @Inject
    private WebService web;

    @Inject
    private ContractNegotiationStore negotiations;

    @Inject
    private Decisions decisions;

    @Inject
    private Partners partners;

    @Inject
    private Clock clock;

    @Override
    public String name() {
        return "Strict reading of messages";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new EdcException("the body limit is " + limit + " bytes; it must be between 1 and " + LARGEST_LIMIT);
        }
        var monitor = context.getMonitor();
        var refused = new RefusedBodies(
                negotiations,
                new PolicyDecisions(decisions, partners, PartyCredentials.none(), clock),
                new UnverifiedRefusals(decisions, "protocol", clock),
                monitor);
        web.registerResource(ApiContext.MANAGEMENT, new StrictBodyFilter((int) limit, new ManagementDoor(), monitor));
        web.registerResource(ApiContext.PROTOCOL, new UnhandledMessages(refused));
        web.registerResource(
                ApiContext.PROTOCOL, new StrictBodyFilter((int) limit, new ProtocolDoor(refused), monitor));
    }
}
