// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sluis.policies.odrl.AtomicConstraint;
import org.sluis.policies.odrl.Constraint;
import org.sluis.policies.odrl.LogicalConstraint;
import org.sluis.policies.odrl.Permission;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Prohibition;

/** Which credentials a policy looks at, so that nobody is asked for more. */
public final class NeededCredentials {

    /** The type by which a participant shows that it belongs to a data space. */
    public static final String MEMBERSHIP = CredentialConstraint.MEMBERSHIP.type();

    private NeededCredentials() {}

    /** Credential types that any permission or prohibition of the policy names, sorted; without them it decides the same. */
    public static Set<String> types(Policy policy) {
        Set<String> types = new TreeSet<>();
        Stream.concat(
                        policy.permissions().stream().map(Permission::constraints),
                        policy.prohibitions().stream().map(Prohibition::constraints))
                .forEach(constraints -> collect(constraints, types));
        return Collections.unmodifiableSet(types);
    }

    /** Every type that a policy of the profile can name, sorted. */
    public static Set<String> all() {
        Set<String> types = new TreeSet<>();
        for (CredentialConstraint constraint : CredentialConstraint.values()) {
            types.add(constraint.type());
        }
        return Collections.unmodifiableSet(types);
    }

    private static void collect(List<Constraint> constraints, Set<String> types) {
        for (Constraint constraint : constraints) {
            if (constraint instanceof LogicalConstraint logical) {
                collect(logical.members(), types);
            } else if (constraint instanceof AtomicConstraint atomic) {
                CredentialConstraint.of(atomic.leftOperand()).ifPresent(known -> types.add(known.type()));
            }
        }
    }
}
