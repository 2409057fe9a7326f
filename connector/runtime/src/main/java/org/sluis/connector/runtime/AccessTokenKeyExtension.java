// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.util.LinkedHashMap;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.dataplane.AccessTokenKey;
import org.sluis.extensions.identity.keys.SecretStore;
import org.sluis.extensions.identity.keys.UnusableKeysException;

/** Gives the data plane the key of its access tokens. Public because EDC calls its methods by reflection. */
public final class AccessTokenKeyExtension implements ServiceExtension {

    private static final String NAME = "access-token";

    private final AccessTokenKey key;

    private AccessTokenKeyExtension(AccessTokenKey key) {
        this.key = key;
    }

    /** With the key in the company's secrets; the first one is made when there is none. */
    static AccessTokenKeyExtension of(SecretStore secrets) {
        var entries = new LinkedHashMap<>(secrets.entries());
        if (entries.containsKey(NAME)) {
            try {
                return new AccessTokenKeyExtension(AccessTokenKey.of(entries.get(NAME)));
            } catch (IllegalArgumentException e) {
                throw new UnusableKeysException("The key store entry " + NAME + " is " + e.getMessage()
                        + ". Restore the key store from a backup.");
            }
        }
        var made = AccessTokenKey.generate();
        entries.put(NAME, made.bytes());
        secrets.replace(entries);
        return new AccessTokenKeyExtension(made);
    }

    @Override
    public String name() {
        return "Access token key";
    }

    @Provider
    public AccessTokenKey accessTokenKey() {
        return key;
    }
}
