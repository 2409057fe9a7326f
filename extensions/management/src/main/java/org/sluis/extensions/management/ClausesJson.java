// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Locale;
import org.sluis.policies.odrl.Language;
import org.sluis.policies.odrl.Mechanisms;
import org.sluis.policies.odrl.PlainWords;
import org.sluis.policies.odrl.Policy;

/** The clauses of a policy in plain words, each with the way it is kept: {@code label} for machines, {@code kept} for people. */
final class ClausesJson {

    private ClausesJson() {}

    static ArrayNode of(Policy policy, Language language, Mechanisms running) {
        var clauses = Answers.JSON.createArrayNode();
        for (var clause : PlainWords.of(policy, language, running)) {
            clauses.addObject()
                    .put("pointer", clause.pointer())
                    .put("text", clause.text())
                    .put("label", clause.label().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .put("kept", clause.label().in(language));
        }
        return clauses;
    }
}
