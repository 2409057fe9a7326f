// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.startup;

import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;
import org.eclipse.edc.web.spi.WebService;

/** Lets requests in when the connector can answer them. */
@Extension("Sluis: closed until ready")
public final class StartupExtension implements ServiceExtension {

    private final StartGate gate = new StartGate();

    @Inject
    private JettyService jetty;

    // Never read: asking for it makes EDC start the extension that registers all resources before us.
    @Inject
    private WebService unusedWebService;

    @Override
    public void initialize(ServiceExtensionContext context) {
        jetty.addConnectorConfigurationCallback(connector -> {
            if ("protocol".equals(connector.getName())) {
                gate.guard(connector.getServer());
            }
        });
    }

    @Override
    public void start() {
        gate.open();
    }
}
