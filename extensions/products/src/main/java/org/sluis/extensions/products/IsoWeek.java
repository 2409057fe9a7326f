// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;

/** ISO 8601 weeks, from Monday to Sunday. */
final class IsoWeek {
    private IsoWeek() {}

    /** The first day of a week, if the year has that week. */
    static Optional<LocalDate> monday(int year, int week) {
        // 4 January is in week 1 of every year.
        var first = LocalDate.of(year, 1, 4).with(DayOfWeek.MONDAY);
        var monday = first.plusWeeks(week - 1L);
        return year >= 1990 && year < 2200 && week >= 1 && monday.get(IsoFields.WEEK_BASED_YEAR) == year
                ? Optional.of(monday)
                : Optional.empty();
    }

    /** Such as {@code 2026-W47}. */
    static String name(LocalDate day) {
        return String.format(
                Locale.ROOT,
                "%04d-W%02d",
                day.get(IsoFields.WEEK_BASED_YEAR),
                day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
