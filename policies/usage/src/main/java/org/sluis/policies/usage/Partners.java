// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The firms this company deals with, as they are known at each moment. */
public final class Partners {

    private final Supplier<List<Partner>> known;

    /** Firms that stay the same. */
    public Partners(List<Partner> all) {
        var fixed = List.copyOf(all);
        this.known = () -> fixed;
    }

    /** Firms that come and go; {@code known} is asked each time and must answer at once. */
    public Partners(Supplier<List<Partner>> known) {
        this.known = known;
    }

    public List<Partner> all() {
        return known.get();
    }

    public Optional<Partner> byId(String id) {
        return all().stream().filter(partner -> partner.id().equals(id)).findFirst();
    }

    /** Finds a partner by its short name or its identifier. */
    public Optional<Partner> named(String nameOrId) {
        return all().stream()
                .filter(partner ->
                        partner.name().equals(nameOrId) || partner.id().equals(nameOrId))
                .findFirst();
    }
}
