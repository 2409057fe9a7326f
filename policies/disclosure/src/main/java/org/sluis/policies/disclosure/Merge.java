// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the periods of rows that have the same key. Nothing that could tell the rows apart is kept. */
final class Merge {
    private final String key;
    private final String series;

    Merge(String key, String series) {
        this.key = key;
        this.series = series;
    }

    private record Period(String start, String end) implements Comparable<Period> {
        @Override
        public int compareTo(Period other) {
            int order = start.compareTo(other.start);
            return order != 0 ? order : end.compareTo(other.end);
        }
    }

    ArrayNode of(ArrayNode rows) {
        var totals = new TreeMap<String, Map<Period, BigDecimal>>();
        for (var row : rows) {
            var periods = totals.computeIfAbsent(row.path(key).asText(), value -> new TreeMap<>());
            for (var entry : row.path(series)) {
                var period = new Period(
                        entry.path("start").asText(), entry.path("end").asText());
                periods.merge(period, quantity(entry), BigDecimal::add);
            }
        }
        var merged = JsonNodeFactory.instance.arrayNode();
        totals.forEach((value, periods) -> {
            var entries = merged.addObject().put(key, value).putArray(series);
            periods.forEach((period, quantity) -> entries.addObject()
                    .put("start", period.start())
                    .put("end", period.end())
                    .put("quantity", quantity));
        });
        return merged;
    }

    private static BigDecimal quantity(JsonNode entry) {
        return entry.path("quantity").decimalValue();
    }
}
