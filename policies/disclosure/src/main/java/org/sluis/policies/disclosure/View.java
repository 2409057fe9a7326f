// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** One disclosure at work: choose rows, cut the horizon, merge, round, coarsen, and only then choose fields. */
final class View {
    private final Disclosure disclosure;
    private final Shape shape;

    View(Disclosure disclosure, Shape shape) {
        this.disclosure = disclosure;
        this.shape = shape;
    }

    ArrayNode of(Iterable<JsonNode> rows, Asker asker) {
        var chosen = JsonNodeFactory.instance.arrayNode();
        for (var row : rows) {
            if (row instanceof ObjectNode object && isFor(object, asker)) {
                withinHorizon(object.deepCopy()).ifPresent(chosen::add);
            }
        }
        var merged = disclosure.merge().isPresent()
                ? new Merge(disclosure.merge().get(), shape.series().orElseThrow()).of(chosen)
                : chosen;
        var result = JsonNodeFactory.instance.arrayNode();
        for (var row : merged) {
            round(row);
            coarsen(row);
            result.add(disclosure.fields().isEmpty() ? row : Projection.of(row, disclosure.fields()));
        }
        return result;
    }

    private boolean isFor(ObjectNode row, Asker asker) {
        if (disclosure.rows() == Disclosure.RowChoice.ALL) {
            return true;
        }
        // INVARIANT: a row without a readable owner belongs to nobody.
        var owner = text(row, shape.owner());
        return owner.isPresent() && asker.customers().contains(owner.get().strip());
    }

    private Optional<JsonNode> withinHorizon(ObjectNode row) {
        if (disclosure.horizon().isEmpty()) {
            return Optional.of(row);
        }
        var from = text(row, shape.asOf()).flatMap(View::date).map(View::monday);
        if (from.isEmpty()) {
            return Optional.empty();
        }
        var until = from.get().plusWeeks(disclosure.horizon().getAsInt());
        if (shape.series().isEmpty()) {
            // What is overdue or done stays in sight; a horizon limits the look ahead.
            return text(row, shape.horizon())
                    .flatMap(View::date)
                    .filter(day -> day.isBefore(until))
                    .map(day -> row);
        }
        var entries = row.path(shape.series().get()).elements();
        while (entries.hasNext()) {
            var start =
                    text(entries.next(), FieldPath.of(shape.horizon()).last()).flatMap(View::date);
            if (start.isEmpty()
                    || start.get().isBefore(from.get())
                    || !start.get().isBefore(until)) {
                entries.remove();
            }
        }
        return Optional.of(row);
    }

    private void round(JsonNode row) {
        if (disclosure.round().isEmpty()) {
            return;
        }
        var multiple = BigDecimal.valueOf(disclosure.round().getAsInt());
        for (var path : shape.quantities()) {
            var field = FieldPath.of(path);
            field.each(row, (holder, value) -> {
                if (value.isNumber()) {
                    holder.set(field.last(), DecimalNode.valueOf(nearest(value.decimalValue(), multiple)));
                }
            });
        }
    }

    private void coarsen(JsonNode row) {
        if (disclosure.grain() == Disclosure.Grain.DAY) {
            return;
        }
        for (var path : shape.dates()) {
            var field = FieldPath.of(path);
            field.each(row, (holder, value) -> {
                // A date that cannot be read cannot be coarsened, so it does not leave.
                date(value.asText())
                        .ifPresentOrElse(
                                day -> holder.put(field.last(), monday(day).toString()),
                                () -> holder.remove(field.last()));
                if (shape.fields().contains(path + "Precision")) {
                    holder.put(field.last() + "Precision", "week");
                }
            });
        }
    }

    private static BigDecimal nearest(BigDecimal value, BigDecimal multiple) {
        return value.divide(multiple, 0, RoundingMode.HALF_UP).multiply(multiple);
    }

    private static Optional<String> text(JsonNode row, String path) {
        JsonNode node = row;
        for (var step : FieldPath.of(path).steps()) {
            node = node.path(step);
        }
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
