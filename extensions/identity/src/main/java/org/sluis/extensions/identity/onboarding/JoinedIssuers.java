// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import java.util.HashSet;
import java.util.Set;
import org.sluis.extensions.identity.credentials.TrustedIssuers;
import org.sluis.extensions.identity.did.Did;

/** Trusts the configured issuers, and the authorities that this firm joined for the types that they issue. */
public final class JoinedIssuers implements TrustedIssuers {

    private final TrustedIssuers configured;
    private final JoinedAuthorities joined;

    public JoinedIssuers(TrustedIssuers configured, JoinedAuthorities joined) {
        this.configured = configured;
        this.joined = joined;
    }

    @Override
    public boolean trusts(Did issuer, String type) {
        return configured.trusts(issuer, type)
                || joined.find(issuer)
                        .filter(JoinedIssuers::isTrusted)
                        .filter(authority -> authority.types().contains(type))
                        .isPresent();
    }

    @Override
    public Set<Did> all() {
        var all = new HashSet<>(configured.all());
        joined.all().stream()
                .filter(JoinedIssuers::isTrusted)
                .map(JoinedAuthority::authority)
                .forEach(all::add);
        return Set.copyOf(all);
    }

    /** From the moment at which it approved us; before that it is a name in an invitation. */
    private static boolean isTrusted(JoinedAuthority authority) {
        return switch (authority.step()) {
            case APPROVED, HOLDING, MEMBER -> true;
            case STARTED, REACHABLE, INVITED, APPLIED, REFUSED -> false;
        };
    }
}
