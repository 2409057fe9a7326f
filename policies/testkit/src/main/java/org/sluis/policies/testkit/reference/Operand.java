// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One row of the profile's table.
 *
 * @param operators those that the row admits
 * @param writing what a right operand looks like
 * @param free whether it is free text, which may be an IRI and then stand as {@code {"@id": …}}
 */
record Operand(Set<String> operators, Predicate<String> writing, boolean free) {
    static final Map<String, Operand> TABLE = Map.ofEntries(
            Map.entry("odrl:recipient", new Operand(Set.of("odrl:eq", "odrl:neq"), Lexical::isDid, true)),
            Map.entry("odrl:purpose", new Operand(Set.of("odrl:eq", "odrl:neq"), text -> !text.isEmpty(), true)),
            Map.entry(
                    "odrl:dateTime",
                    new Operand(
                            Set.of("odrl:lt", "odrl:lteq", "odrl:gt", "odrl:gteq"),
                            text -> Lexical.instant(text).isPresent(),
                            false)),
            Map.entry("sluis:sinceAgreement", duration("odrl:lteq", "odrl:lt", "odrl:gteq", "odrl:gt")),
            Map.entry("odrl:elapsedTime", duration("odrl:lteq", "odrl:lt")),
            Map.entry("odrl:delayPeriod", duration("odrl:gteq", "odrl:gt")),
            Map.entry("odrl:count", new Operand(Set.of("odrl:lteq", "odrl:lt"), Lexical::isCount, false)),
            Map.entry("sluis:window", duration("odrl:eq")),
            Map.entry("sluis:lease", duration("odrl:lteq")),
            Map.entry("sluis:membership", new Operand(Set.of("odrl:eq"), Lexical::isDid, true)),
            Map.entry("sluis:role", text()),
            Map.entry("sluis:label", text()),
            Map.entry("sluis:connector", text()),
            Map.entry("sluis:disclosure", text()),
            Map.entry("sluis:hops", new Operand(Set.of("odrl:lteq", "odrl:lt"), Lexical::isCount, false)),
            Map.entry("odrl:spatial", new Operand(Set.of("odrl:eq", "odrl:neq"), Lexical::isCountry, false)),
            Map.entry("odrl:systemDevice", new Operand(Set.of("odrl:eq"), Lexical::isThumbprint, false)),
            Map.entry("sluis:within", duration("odrl:lteq")));

    private static Operand duration(String... operators) {
        return new Operand(Set.of(operators), text -> Lexical.duration(text).isPresent(), false);
    }

    private static Operand text() {
        return new Operand(Set.of("odrl:eq"), text -> !text.isEmpty(), true);
    }
}
