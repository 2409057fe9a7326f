// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
import java.util.Set;
import org.sluis.policies.decision.Facts;

/** Credentials of other participants that were verified here. */
@FunctionalInterface
public interface PartyCredentials {

    /**
     * The credentials of {@code party} that are current now: verified, issued by an issuer trusted for that type, not expired,
     * and not revoked by a status list that is fresh enough. Does not block on the network; what is not known is not listed.
     */
    List<Facts.Credential> current(String party);

    /** Those of {@link #current} that a policy looks at, asked for only if it looks at any. */
    default List<Facts.Credential> current(String party, Set<String> types) {
        return types.isEmpty()
                ? List.of()
                : current(party).stream()
                        .filter(credential -> types.contains(credential.type()))
                        .toList();
    }

    /** Calls the listener, on any thread, when an issuer withdrew or restored something; of what ends by time it is not told. */
    default void onChange(Runnable listener) {}

    /** Nobody has shown anything. */
    static PartyCredentials none() {
        return party -> List.of();
    }
}
