// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

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
    FIRMNESS
}
