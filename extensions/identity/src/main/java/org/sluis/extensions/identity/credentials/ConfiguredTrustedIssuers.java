// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;

/** Issuers of the configuration and those of the authorities that were joined; an issuer of both counts for the types of both. */
public final class ConfiguredTrustedIssuers implements TrustedIssuers {

    private final Map<Did, Set<String>> configured;
    private final JoinedAuthorities joined;

    public ConfiguredTrustedIssuers(Map<Did, Set<String>> configured, JoinedAuthorities joined) {
        this.configured = Map.copyOf(configured);
        this.joined = joined;
    }

    @Override
    public boolean trusts(Did issuer, String type) {
        return configured.getOrDefault(issuer, Set.of()).contains(type)
                || joined.trusted().getOrDefault(issuer, Set.of()).contains(type);
    }

    @Override
    public Set<Did> all() {
        var all = new HashSet<>(configured.keySet());
        all.addAll(joined.trusted().keySet());
        return all;
    }
}
