// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.List;
import java.util.Map;

/** What the strict reader made of a document. */
public sealed interface Reading {

    /**
     * The document is a policy of this profile.
     *
     * @param pointers from a pointer into the model ({@code /permission/0/constraint/0}) to the one into the author's document
     */
    record Valid(Policy policy, Map<String, String> pointers) implements Reading {
        public Valid {
            pointers = Map.copyOf(pointers);
        }
    }

    /** The document is refused, for at least one reason and at most a hundred. */
    record Refused(List<Problem> problems) implements Reading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
