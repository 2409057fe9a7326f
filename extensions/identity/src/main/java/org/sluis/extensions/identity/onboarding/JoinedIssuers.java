// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.sluis.extensions.identity.credentials.JoinedAuthorities;
import org.sluis.extensions.identity.did.Did;

/** Trusts the authorities that this firm joined, each for the credential types it issues to us; in memory, as last read. */
public final class JoinedIssuers implements JoinedAuthorities {

    private final Memberships memberships;
    private volatile Map<Did, Set<String>> trusted = Map.of();

    public JoinedIssuers(Memberships memberships) {
        this.memberships = memberships;
        refresh();
    }

    @Override
    public Map<Did, Set<String>> trusted() {
        return trusted;
    }

    /** Reads the memberships again. */
    public void refresh() {
        var now = new HashMap<Did, Set<String>>();
        for (var membership : memberships.all()) {
            if (isTrusted(membership)) {
                now.put(membership.authority(), membership.types());
            }
        }
        trusted = Map.copyOf(now);
    }

    /** From the moment at which it approved us; before that it is a name in an invitation. */
    private static boolean isTrusted(Membership membership) {
        return switch (membership.step()) {
            case APPROVED, HOLDING, MEMBER -> true;
            case STARTED, REACHABLE, INVITED, APPLIED, REFUSED -> false;
        };
    }
}
