// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.List;
import java.util.function.Consumer;

/**
 * One thing that a case may differ in, with a value for each way in which the policies at hand can tell cases apart.
 *
 * @param key what differs, for instance {@code purpose}
 * @param values each settles it in a situation
 */
record Dimension(String key, List<Consumer<Situation>> values) {

    static final String TARGET = "target";
    static final String PARTY = "party";
    static final String AT = "at";

    Dimension {
        values = List.copyOf(values);
    }

    /** What one comparison depends on; a window holds whatever the case is. */
    static List<String> keysOf(Comparison comparison) {
        return switch (comparison.constraint().leftOperand()) {
            case RECIPIENT -> List.of(PARTY);
            case DATE_TIME -> List.of(AT);
            case SINCE_AGREEMENT, DELAY_PERIOD -> List.of(AT, "age");
            case ELAPSED_TIME -> List.of(AT, "firstUse");
            case LEASE -> List.of(AT, "lease");
            case COUNT -> List.of(countKey(comparison));
            case MEMBERSHIP -> List.of("membership " + comparison.constraint().rightOperand());
            case PURPOSE, SPATIAL, SYSTEM_DEVICE, DISCLOSURE, HOPS, ROLE, LABEL, CONNECTOR ->
                List.of(comparison.constraint().leftOperand().prefixed());
            case WINDOW, WITHIN -> List.of();
        };
    }

    static String dutyKey(CompiledDuty duty) {
        return "duty " + duty.action();
    }

    private static String countKey(Comparison comparison) {
        return "uses " + ((Uses) comparison.check()).window().orElse("total");
    }
}
