// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

/**
 * A duty or obligation.
 *
 * @param action full IRI
 */
record CompiledDuty(String pointer, String action) {

    static final String VIOLATED = "violated";

    boolean isViolated(Facts facts) {
        return VIOLATED.equals(facts.duties().get(action));
    }
}
