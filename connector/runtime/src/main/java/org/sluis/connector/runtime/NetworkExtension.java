// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Peers;
import org.sluis.extensions.web.Trust;

/** Offers the ways to others to every extension that asks for them. Public because EDC calls its methods by reflection. */
public final class NetworkExtension implements ServiceExtension {

    private final Network network;

    NetworkExtension(Network network) {
        this.network = network;
    }

    @Override
    public String name() {
        return "Network";
    }

    @Provider
    public Outbound outbound() {
        return network.outbound();
    }

    @Provider
    public Trust trust() {
        return network.peers().trust();
    }

    @Provider
    public Peers peers() {
        return network.peers();
    }
}
