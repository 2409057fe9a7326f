// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
import java.util.Optional;

/** The firms this company deals with. */
public record Partners(List<Partner> all) {
    public Partners {
        all = List.copyOf(all);
    }

    public Optional<Partner> byId(String id) {
        return all.stream().filter(partner -> partner.id().equals(id)).findFirst();
    }

    /** Finds a partner by its short name or its identifier. */
    public Optional<Partner> named(String nameOrId) {
        return all.stream()
                .filter(partner ->
                        partner.name().equals(nameOrId) || partner.id().equals(nameOrId))
                .findFirst();
    }
}
