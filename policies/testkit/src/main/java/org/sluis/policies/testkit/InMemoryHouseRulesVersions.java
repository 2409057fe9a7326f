// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.usage.house.HouseRulesVersion;
import org.sluis.policies.usage.house.HouseRulesVersions;

/** Versions of house rules in memory, for tests; the newest is the last, and no digest is made. */
public final class InMemoryHouseRulesVersions implements HouseRulesVersions {

    private final List<HouseRulesVersion> versions = new ArrayList<>();

    @Override
    public synchronized Optional<HouseRulesVersion> current() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    @Override
    public synchronized HouseRulesVersion set(String text, String by, Instant at) {
        versions.add(new HouseRulesVersion(versions.size() + 1, text, "", at, by));
        return versions.get(versions.size() - 1);
    }

    @Override
    public synchronized List<HouseRulesVersion> history(int limit) {
        return List.copyOf(versions);
    }
}
