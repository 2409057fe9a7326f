// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import java.util.Set;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Peers;
import org.sluis.extensions.web.Trust;

/** Partners on this machine. Public because EDC calls its methods by reflection. */
public final class LoopbackPeers implements ServiceExtension {

    @Provider
    public Peers peers() {
        return new Peers(GuardedDns.system(new AddressPolicy(Set.of(), true)), Trust.system());
    }
}
