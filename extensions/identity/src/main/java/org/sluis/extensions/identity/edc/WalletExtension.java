// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.edc;

import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;
import org.eclipse.edc.web.spi.WebService;
import org.eclipse.edc.web.spi.configuration.ApiContext;
import org.sluis.extensions.identity.Wallet;
import org.sluis.extensions.identity.onboarding.MembershipsResource;
import org.sluis.extensions.identity.wallet.CredentialsResource;
import org.sluis.extensions.web.PublicListener;
import org.sluis.extensions.web.WebHandler;

/** Puts the wallet on the public listener and its verbs on the management listener. The assembly makes the wallet. */
public final class WalletExtension implements ServiceExtension {

    private final Wallet wallet;

    @Inject
    private JettyService jetty;

    @Inject
    private WebService web;

    public WalletExtension(Wallet wallet) {
        this.wallet = wallet;
    }

    @Override
    public String name() {
        return "Wallet";
    }

    @Provider
    public Wallet wallet() {
        return wallet;
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        var identity = wallet.identity();
        var ports = wallet.ports();
        PublicListener.prepend(jetty, new WebHandler("/credentials", wallet.credentialService()));
        web.registerResource(
                ApiContext.MANAGEMENT,
                new MembershipsResource(
                        identity.self(), identity.keys(), wallet.onboarding(), ports.memberships(), ports.directory()));
        web.registerResource(
                ApiContext.MANAGEMENT,
                new CredentialsResource(
                        identity.self(),
                        ports.held(),
                        ports.requests(),
                        ports.offers(),
                        identity.credentialVerifier(),
                        identity.statusLists(),
                        ports.clock()));
    }

    @Override
    public void start() {
        wallet.start();
    }

    @Override
    public void shutdown() {
        wallet.close();
    }
}
