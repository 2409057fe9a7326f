// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.util.List;
import java.util.stream.Stream;

/** What a cell of an export holds. */
public enum FieldKind {
    TEXT,
    /** A number, not negative. */
    QUANTITY,
    /** A day. */
    DATE,
    /** An ISO week, such as {@code 2026-W47}, or its Monday. */
    WEEK,
    /** One of {@link OrderState}. */
    STATE,
    /** One of {@code firm}, {@code production}, {@code material}, {@code plan}. */
    FIRMNESS;

    /** The words a field of this kind may hold; empty when it is not a matter of words. */
    List<String> codes() {
        return switch (this) {
            case STATE -> Stream.of(OrderState.values()).map(OrderState::code).toList();
            case FIRMNESS -> List.of("firm", "production", "material", "plan");
            case TEXT, QUANTITY, DATE, WEEK -> List.of();
        };
    }
}
