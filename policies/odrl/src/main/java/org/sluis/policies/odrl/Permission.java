// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.List;

/**
 * The action may be done while all constraints hold.
 *
 * @param duties arise by using the permission
 */
public record Permission(Action action, List<Constraint> constraints, List<Duty> duties) implements Rule {

    public Permission {
        constraints = List.copyOf(constraints);
        duties = List.copyOf(duties);
    }
}
