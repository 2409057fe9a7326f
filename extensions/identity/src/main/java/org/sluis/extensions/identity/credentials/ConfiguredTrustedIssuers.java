// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.util.Map;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;

/** Issuers that the configuration names, each for its types. */
public final class ConfiguredTrustedIssuers implements TrustedIssuers {

    private final Map<Did, Set<String>> types;

    public ConfiguredTrustedIssuers(Map<Did, Set<String>> types) {
        this.types = Map.copyOf(types);
    }

    @Override
    public boolean trusts(Did issuer, String type) {
        return types.getOrDefault(issuer, Set.of()).contains(type);
    }

    @Override
    public Set<Did> all() {
        return types.keySet();
    }
}
