// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.edc.spi.query.Criterion;

/**
 * What one step of a state machine moves: processes in a state that wait for nobody.
 *
 * @param type empty for the consumer's and the provider's
 */
record Wanted(int state, Optional<String> type) {

    private static final List<String> BOTH = List.of("CONSUMER", "PROVIDER");

    /**
     * Reads the criteria of a state machine.
     *
     * @throws IllegalArgumentException if it asks for something else: it would be given processes that are not its own
     */
    static Wanted of(Criterion... criteria) {
        var state = value("state", criteria);
        var type = value("type", criteria);
        var pending = value("pending", criteria);
        var known = (state.isPresent() ? 1 : 0) + (type.isPresent() ? 1 : 0) + (pending.isPresent() ? 1 : 0);
        if (known != criteria.length
                || !(state.orElse(null) instanceof Integer code)
                || !Boolean.FALSE.equals(pending.orElse(null))) {
            throw new IllegalArgumentException(
                    "a state machine asks for processes in a way that is not known here: " + Arrays.toString(criteria));
        }
        return new Wanted(code, type.map(String::valueOf));
    }

    private static Optional<Object> value(String field, Criterion... criteria) {
        return Arrays.stream(criteria)
                .filter(criterion -> criterion.getOperandLeft().equals(field)
                        && criterion.getOperator().equals("="))
                .map(Criterion::getOperandRight)
                .findFirst();
    }

    List<String> types() {
        return type.map(List::of).orElse(BOTH);
    }
}
