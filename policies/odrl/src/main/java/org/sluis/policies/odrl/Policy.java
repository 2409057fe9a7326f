// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.List;
import java.util.Optional;

/**
 * A policy of the Sluis profile, its rules in their author's order.
 *
 * @param id the author's identifier; it has no meaning and is no part of the canonical form
 */
public record Policy(
        Kind kind,
        Optional<String> id,
        Optional<String> target,
        Optional<String> assigner,
        Optional<String> assignee,
        List<Permission> permissions,
        List<Prohibition> prohibitions,
        List<Duty> obligations) {

    /** Identifies the profile. */
    public static final String PROFILE = Term.SLUIS + "profile";

    /** How far a policy has come. */
    public enum Kind implements Term {
        SET("Set"),
        OFFER("Offer"),
        AGREEMENT("Agreement");

        private final String iri;

        Kind(String name) {
            this.iri = ODRL + name;
        }

        @Override
        public String iri() {
            return iri;
        }
    }

    public Policy {
        permissions = List.copyOf(permissions);
        prohibitions = List.copyOf(prohibitions);
        obligations = List.copyOf(obligations);
    }

    /** The same rules as an agreement between these two about this dataset. */
    public Policy asAgreement(String dataset, String provider, String consumer) {
        return new Policy(
                Kind.AGREEMENT,
                Optional.empty(),
                Optional.of(dataset),
                Optional.of(provider),
                Optional.of(consumer),
                permissions,
                prohibitions,
                obligations);
    }
}
