// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.edc;

import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;
import org.eclipse.edc.web.spi.WebService;
import org.eclipse.edc.web.spi.configuration.ApiContext;
import org.sluis.extensions.authority.Authority;
import org.sluis.extensions.web.PublicListener;
import org.sluis.extensions.web.WebHandler;
import org.sluis.policies.usage.Agreements;

/** Puts the authority on the public listener and its verbs on the management listener. */
public final class AuthorityExtension implements ServiceExtension {

    private final Authority authority;

    @Inject
    private JettyService jetty;

    @Inject
    private WebService web;

    @Inject
    private Agreements agreements;

    public AuthorityExtension(Authority authority) {
        this.authority = authority;
    }

    @Override
    public String name() {
        return "Authority";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        authority
                .resources()
                .forEach((path, resource) -> PublicListener.prepend(jetty, new WebHandler(path, resource)));
        authority.management(agreements).forEach(resource -> web.registerResource(ApiContext.MANAGEMENT, resource));
    }

    @Override
    public void start() {
        authority.start();
    }

    @Override
    public void shutdown() {
        authority.close();
    }
}
