// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.util.Map;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.sluis.extensions.web.PublicTls;

/** Binds each listener to its own address, EDC alone would listen on all of them; the public one speaks TLS if it is configured. */
final class ListenersExtension implements ServiceExtension {

    private static final int LARGEST_HEADER = 8 * 1024;
    private static final String OPEN = "protocol";

    private final Map<String, String> hosts;
    private final Network network;

    @Inject
    private JettyService jetty;

    ListenersExtension(Configuration.Listeners listeners, Network network) {
        this.network = network;
        hosts = Map.of(
                OPEN,
                listeners.open().host(),
                "management",
                listeners.management().host(),
                "default",
                listeners.control().host());
    }

    @Override
    public String name() {
        return "Listeners";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        jetty.addConnectorConfigurationCallback(connector -> {
            // INVARIANT: a listener that we do not know stays on loopback
            connector.setHost(hosts.getOrDefault(connector.getName(), "127.0.0.1"));
            var http = connector.getConnectionFactory(HttpConnectionFactory.class);
            if (http != null) {
                bound(http.getHttpConfiguration());
            }
            if (OPEN.equals(connector.getName())) {
                network.certificate().ifPresent(certificate -> PublicTls.secure(connector, certificate));
            }
        });
    }

    private static void bound(HttpConfiguration http) {
        http.setRequestHeaderSize(LARGEST_HEADER);
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
    }
}
