// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** Puts one value into a request or its facts that cannot be read. */
final class Malformations {
    private static final List<Consumer<ObjectNode>> OF_REQUEST = List.of(
            request -> request.put("moment", "later"),
            request -> request.put("moment", 1),
            request -> request.put("at", "2026-11-21 10:00:00Z"),
            request -> request.put("at", "2026-11-21T10:00:60Z"),
            request -> request.put("at", 1),
            request -> request.put("country", "nl"),
            request -> request.put("country", 31),
            request -> request.put("purpose", 7),
            request -> request.put("party", true),
            request -> request.putArray("target").add("urn:dataset:x"),
            request -> request.putObject("application"));

    private static final List<Consumer<ObjectNode>> OF_FACTS = List.of(
            facts -> facts.put("agreement", "suspended"),
            facts -> facts.put("agreement", true),
            facts -> facts.put("agreedAt", "yesterday"),
            facts -> facts.put("firstUseAt", "2026-02-30T00:00:00Z"),
            facts -> facts.put("uses", 3),
            facts -> facts.putObject("uses").put("total", -1),
            facts -> facts.putObject("uses").put("P1D", "3"),
            facts -> facts.putObject("uses").put("total", 1.5),
            facts -> facts.putObject("credentials"),
            facts -> facts.putArray("credentials").add("MembershipCredential"),
            facts -> facts.putObject("duties").put("odrl:inform", "broken"),
            facts -> facts.putArray("duties"),
            facts -> facts.put("lease", "2026-11-21T10:00:00Z"),
            facts -> facts.putObject("lease").put("notAfter", "soon"),
            facts -> facts.put("hops", -1),
            facts -> facts.put("hops", "1"),
            facts -> facts.put("disclosure", 6));

    private Malformations() {}

    static void add(Choices choices, Circumstances circumstances) {
        if (choices.chance(40)) {
            choices.of(OF_REQUEST).accept(circumstances.request());
        } else {
            choices.of(OF_FACTS).accept(circumstances.facts());
        }
    }
}
