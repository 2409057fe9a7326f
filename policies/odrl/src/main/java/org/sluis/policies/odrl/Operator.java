// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the left operand must compare with the right one. */
public enum Operator implements Term {
    EQ,
    NEQ,
    LT,
    LTEQ,
    GT,
    GTEQ;

    private static final Map<String, Operator> BY_IRI =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Operator::iri, Function.identity()));

    private final String iri = ODRL + name().toLowerCase(java.util.Locale.ROOT);

    /** The operator with this full IRI. */
    public static Optional<Operator> of(String iri) {
        return Optional.ofNullable(BY_IRI.get(iri));
    }

    @Override
    public String iri() {
        return iri;
    }

    /** Whether {@code left operator right} holds, given the sign of {@code left.compareTo(right)}. */
    public boolean holds(int comparison) {
        return switch (this) {
            case EQ -> comparison == 0;
            case NEQ -> comparison != 0;
            case LT -> comparison < 0;
            case LTEQ -> comparison <= 0;
            case GT -> comparison > 0;
            case GTEQ -> comparison >= 0;
        };
    }
}
