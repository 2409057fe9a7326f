// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
import java.util.Set;
import org.sluis.policies.odrl.Clause;
import org.sluis.policies.odrl.Label;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Mechanism;
import org.sluis.policies.odrl.Mechanisms;
import org.sluis.policies.odrl.PlainWords;
import org.sluis.policies.odrl.Policy;

/** What this company's modules can keep of the duties and conditions of an agreement. */
@FunctionalInterface
public interface Capabilities {

    /** The duties and conditions of a policy that nothing here can keep; none if all can be kept. */
    List<Clause> lacking(Policy policy);

    /**
     * As the labels of the clauses say. What a policy permits or prohibits is no burden by itself: only duties and conditions count.
     *
     * @param own what runs in this connector
     */
    static Capabilities of(Set<Mechanism> own) {
        // A duty that both sides must keep together is at least one that this side can.
        Mechanisms running = Mechanisms.alike(own);
        return policy -> PlainWords.of(policy, Language.EN, running).stream()
                .filter(clause -> clause.label() == Label.NOT_AVAILABLE)
                .filter(clause -> isBurden(clause.pointer()))
                .toList();
    }

    private static boolean isBurden(String pointer) {
        return pointer.contains("/constraint/") || pointer.contains("/duty/") || pointer.startsWith("/obligation/");
    }
}
