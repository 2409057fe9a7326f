// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.insecureidentity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.EdcException;
import org.eclipse.edc.spi.iam.IdentityService;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;

/**
 * Brings identities that anyone can claim (EDC's {@code iam-mock}). Anything that can reach the public listener can say it is
 * anyone, so nothing but this machine may reach it: the connector refuses to start otherwise.
 */
public final class InsecureIdentityExtension implements ServiceExtension {

    @Setting(key = "sluis.public.host", description = "Address that the public listener binds")
    private String host;

    @Setting(key = "edc.dsp.callback.address", description = "Address under which partners reach us")
    private String address;

    @Inject
    private IdentityService stock;

    @Override
    public String name() {
        return "Insecure identity";
    }

    @Provider
    public IdentityService identityService() {
        return new CheckedNames(stock, address);
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        requireLoopback(host);
        context.getMonitor()
                .warning("Evaluation only: identities are not real yet; whoever reaches " + host
                        + " can claim to be anyone.");
    }

    static void requireLoopback(String host) {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new EdcException("listeners.public.host '" + host + "' is not an address of this machine", e);
        }
        throw new EdcException("listeners.public.host is " + host
                + ", but identities are not real yet, so it must be a loopback address such as 127.0.0.1");
    }
}
