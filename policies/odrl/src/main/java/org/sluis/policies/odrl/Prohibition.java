// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.List;

/** The action may not be done unless one of the constraints surely fails; without constraints, never. */
public record Prohibition(Action action, List<Constraint> constraints) implements Rule {

    public Prohibition {
        constraints = List.copyOf(constraints);
    }
}
