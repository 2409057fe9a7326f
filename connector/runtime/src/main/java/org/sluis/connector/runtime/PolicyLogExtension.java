// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.util.Map;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;
import org.sluis.extensions.policylog.LogBook;
import org.sluis.extensions.policylog.SealsAndReceipts;
import org.sluis.extensions.web.PublicListener;
import org.sluis.extensions.web.WebHandler;
import org.sluis.extensions.web.WebLimits;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.usage.DeliveredBodies;
import org.sluis.policies.usage.EndsTold;
import org.sluis.policies.usage.ReceivedBodies;

/** Puts the policy log on the public listener and gives others what they need of it. Public because EDC calls its methods by reflection. */
public final class PolicyLogExtension implements ServiceExtension {

    /** The ends of 400 streams with their proofs come to about 480 KB. */
    private static final WebLimits LIMITS =
            new WebLimits(1 << 20, WebLimits.DEFAULT.patience(), WebLimits.DEFAULT.running());

    private final Parts parts;
    private final Map<String, WebResource> resources;

    @Inject
    private JettyService jetty;

    @Inject
    private TransferProcessStore transfers;

    /** What it gives to others. */
    record Parts(
            LogBook book,
            SealsAndReceipts seals,
            EndsTold ends,
            DeliveredBodies deliveries,
            TransferCounterparts transfers) {}

    /**
     * Serves the log.
     *
     * @param resources by path on the public listener
     */
    PolicyLogExtension(Parts parts, Map<String, WebResource> resources) {
        this.parts = parts;
        this.resources = Map.copyOf(resources);
    }

    @Override
    public String name() {
        return "Policy log";
    }

    @Provider
    public LogBook logBook() {
        return parts.book();
    }

    @Provider
    public EndsTold endsTold() {
        return parts.ends();
    }

    @Provider
    public ReceivedBodies receivedBodies() {
        return parts.seals().receipts().received();
    }

    @Provider
    public DeliveredBodies deliveredBodies() {
        return parts.deliveries();
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        parts.transfers().in(transfers);
        resources.forEach((path, resource) -> PublicListener.prepend(jetty, new WebHandler(path, resource, LIMITS)));
    }
}
