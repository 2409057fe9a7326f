// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
import java.util.Map;
import org.sluis.policies.decision.CompiledPolicy;
import org.sluis.policies.odrl.Duty;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Prohibition;

/** Compiles policies; those with the same rules share what their rules compile to. A firm has many agreements on few terms. */
final class SharedRules {

    private static final int MOST = 10_000;

    private final Map<Rules, CompiledPolicy> compiled = new Newest<>(MOST);

    private record Rules(List<Permission> permissions, List<Prohibition> prohibitions, List<Duty> obligations) {}

    synchronized CompiledPolicy compile(Policy policy) {
        var rules = new Rules(policy.permissions(), policy.prohibitions(), policy.obligations());
        var same = compiled.get(rules);
        if (same != null) {
            return same.withSameRules(policy);
        }
        var fresh = CompiledPolicy.of(policy);
        compiled.put(rules, fresh);
        return fresh;
    }
}
