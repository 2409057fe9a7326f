// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.List;

/**
 * Several constraints under one logical operator.
 *
 * @param members at least one
 */
public record LogicalConstraint(Connective connective, List<Constraint> members) implements Constraint {

    /** ODRL's logical operators, without the order-dependent {@code andSequence}. */
    public enum Connective implements Term {
        AND,
        OR,
        XONE;

        private final String iri = ODRL + name().toLowerCase(java.util.Locale.ROOT);

        @Override
        public String iri() {
            return iri;
        }

        /** The name without its namespace, for example {@code and}. */
        public String key() {
            return iri.substring(ODRL.length());
        }
    }

    public LogicalConstraint {
        members = List.copyOf(members);
    }
}
