// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import java.util.List;
import org.sluis.policies.odrl.Problem;

/** What the strict reader made of house rules. */
public sealed interface HouseRulesReading {

    /** They can be applied. */
    record Valid(HouseRulesDocument document) implements HouseRulesReading {}

    /** They are refused, for at least one reason. */
    record Refused(List<Problem> problems) implements HouseRulesReading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
