// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;

/**
 * Compares counters. Each permission with a count has one of its own, and a case has only the numbers; so that two permissions of
 * five uses each are not taken for one, every counting permission needs a counterpart that allows all that it allows.
 */
final class Counters {

    private final Policy covering;
    private final List<Permission> counting;
    private final List<Permission> free;

    private Counters(Policy covering) {
        this.covering = covering;
        this.counting = covering.permissions().stream().filter(Counters::counts).toList();
        this.free = covering.permissions().stream().filter(one -> !counts(one)).toList();
    }

    /** Whether the counters of the covered policy find a different counterpart each. */
    static boolean cover(Policy covering, Policy covered) {
        Counters counters = new Counters(covering);
        List<Permission> ours = covered.permissions().stream()
                .distinct()
                .filter(Counters::counts)
                .toList();
        if (ours.size() < 2 || counters.counting.isEmpty()) {
            return true;
        }
        List<Permission> theirs = new ArrayList<>(counters.counting);
        List<Permission> rest = ours.stream()
                .filter(permission -> !theirs.remove(permission))
                .filter(permission -> !counters.isWithin(permission, counters.free))
                .toList();
        return counters.match(rest, 0, theirs, new HashSet<>());
    }

    private boolean match(List<Permission> ours, int next, List<Permission> theirs, Set<Integer> taken) {
        if (next == ours.size()) {
            return true;
        }
        for (int i = 0; i < theirs.size(); i++) {
            if (!taken.contains(i) && isWithin(ours.get(next), List.of(theirs.get(i)))) {
                taken.add(i);
                if (match(ours, next + 1, theirs, taken)) {
                    return true;
                }
                taken.remove(i);
            }
        }
        return false;
    }

    private boolean isWithin(Permission permission, List<Permission> permissions) {
        CompiledPolicy small = CompiledPolicy.of(with(List.of(permission)));
        CompiledPolicy large = CompiledPolicy.of(with(permissions));
        CaseSearch search = new CaseSearch(small, large, true);
        return PolicyComparison.MOMENTS.stream()
                .allMatch(moment -> search.find(moment).isEmpty());
    }

    private Policy with(List<Permission> permissions) {
        return new Policy(
                Policy.Kind.SET,
                covering.id(),
                covering.target(),
                covering.assigner(),
                covering.assignee(),
                permissions,
                List.of(),
                List.of());
    }

    private static boolean counts(Permission permission) {
        return !RuleCompiler.permission("permission/0", permission).charges().isEmpty();
    }
}
