// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.odrl.Times;

/** Finds the counters that a use of a rule is charged to: one for each window that its counts look at. */
final class Charges {

    /** A count under or, xone: counted, but no limit by itself. */
    static final long NO_LIMIT = Long.MAX_VALUE;

    private final Map<Optional<Duration>, Long> limits = new LinkedHashMap<>();

    private Charges() {}

    static List<Charge> of(String rule, Condition condition) {
        Charges charges = new Charges();
        charges.collect(condition, true);
        List<Charge> list = new ArrayList<>();
        charges.limits.forEach((window, limit) -> list.add(new Charge(rule, window, limit)));
        return List.copyOf(list);
    }

    private void collect(Condition condition, boolean binding) {
        if (condition instanceof Comparison comparison && comparison.check() instanceof Uses uses) {
            Optional<Duration> window = uses.window().flatMap(Times::duration);
            limits.merge(window, binding ? uses.limit() : NO_LIMIT, Math::min);
        } else if (condition instanceof All all) {
            collectAll(all.members(), binding);
        } else if (condition instanceof Any any) {
            collectAll(any.members(), binding && any.members().size() == 1);
        } else if (condition instanceof ExactlyOne one) {
            collectAll(one.members(), binding && one.members().size() == 1);
        }
    }

    private void collectAll(List<Condition> members, boolean binding) {
        for (Condition member : members) {
            collect(member, binding);
        }
    }
}
