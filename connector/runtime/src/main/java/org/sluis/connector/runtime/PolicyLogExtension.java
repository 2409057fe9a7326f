// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.util.Map;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;
import org.sluis.extensions.policylog.LogBook;
import org.sluis.extensions.web.PublicListener;
import org.sluis.extensions.web.WebHandler;
import org.sluis.extensions.web.WebResource;

/** Puts the policy log on the public listener and gives management its verbs. Public because EDC calls its methods by reflection. */
public final class PolicyLogExtension implements ServiceExtension {

    private final LogBook book;
    private final Map<String, WebResource> resources;

    @Inject
    private JettyService jetty;

    /**
     * Serves the log.
     *
     * @param resources by path on the public listener
     */
    PolicyLogExtension(LogBook book, Map<String, WebResource> resources) {
        this.book = book;
        this.resources = Map.copyOf(resources);
    }

    @Override
    public String name() {
        return "Policy log";
    }

    @Provider
    public LogBook logBook() {
        return book;
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        resources.forEach((path, resource) -> PublicListener.prepend(jetty, new WebHandler(path, resource)));
    }
}
