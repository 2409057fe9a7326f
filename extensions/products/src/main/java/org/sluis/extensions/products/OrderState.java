// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a production order stands. */
public enum OrderState {
    RECEIVED,
    PLANNED,
    RELEASED,
    IN_PRODUCTION,
    INTERRUPTED,
    PRODUCED,
    READY_TO_SHIP,
    SHIPPED,
    DELIVERED,
    CANCELLED,
    UNKNOWN;

    /** How the state is written in documents, such as {@code in_production}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OrderState> of(String code) {
        return Stream.of(values()).filter(state -> state.code().equals(code)).findFirst();
    }

    /** Whether nothing is left to be made. */
    public boolean done() {
        return switch (this) {
            case PRODUCED, READY_TO_SHIP, SHIPPED, DELIVERED, CANCELLED -> true;
            case RECEIVED, PLANNED, RELEASED, IN_PRODUCTION, INTERRUPTED, UNKNOWN -> false;
        };
    }

    /** Whether an order in this state may be seen in the other one in a later version; steps in between may be missed. */
    public boolean mayBecome(OrderState later) {
        return later == this || nextStates().contains(later);
    }

    private Set<OrderState> nextStates() {
        return switch (this) {
            case UNKNOWN, RECEIVED -> EnumSet.allOf(OrderState.class);
            // Before production a planner may step back; what has begun may be re-planned only through an interruption.
            case PLANNED, RELEASED, INTERRUPTED -> EnumSet.complementOf(EnumSet.of(RECEIVED));
            case IN_PRODUCTION ->
                EnumSet.of(INTERRUPTED, PRODUCED, READY_TO_SHIP, SHIPPED, DELIVERED, CANCELLED, UNKNOWN);
            // Back into production: rework.
            case PRODUCED -> EnumSet.of(IN_PRODUCTION, READY_TO_SHIP, SHIPPED, DELIVERED, CANCELLED, UNKNOWN);
            case READY_TO_SHIP -> EnumSet.of(PRODUCED, SHIPPED, DELIVERED, CANCELLED, UNKNOWN);
            case SHIPPED -> EnumSet.of(DELIVERED, UNKNOWN);
            case DELIVERED, CANCELLED -> EnumSet.noneOf(OrderState.class);
        };
    }
}
