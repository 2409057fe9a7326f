// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.edc;

import org.eclipse.edc.jsonld.spi.JsonLd;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;
import org.eclipse.edc.web.spi.WebService;
import org.eclipse.edc.web.spi.configuration.ApiContext;
import org.sluis.extensions.authority.catalog.ChainCatalog;
import org.sluis.extensions.web.PublicListener;
import org.sluis.extensions.web.WebHandler;
import org.sluis.policies.usage.Decisions;

/** Puts the catalog of the chain on the public listener, and how fresh it is on the management listener. */
public final class ChainCatalogExtension implements ServiceExtension {

    private final ChainCatalog.Parts parts;

    @Inject
    private JettyService jetty;

    @Inject
    private WebService web;

    @Inject
    private JsonLd jsonLd;

    @Inject
    private Decisions decisions;

    private ChainCatalog catalog;

    public ChainCatalogExtension(ChainCatalog.Parts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "Catalog of the chain";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        catalog = new ChainCatalog(parts, jsonLd);
        PublicListener.prepend(jetty, new WebHandler(ChainCatalog.PATH, catalog.resource(decisions)));
        web.registerResource(ApiContext.MANAGEMENT, catalog.management());
    }

    @Override
    public void start() {
        catalog.start();
    }

    @Override
    public void shutdown() {
        if (catalog != null) {
            catalog.close();
        }
    }
}
