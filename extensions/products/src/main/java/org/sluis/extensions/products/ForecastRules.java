// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The rules of demand-forecast: one row of an export is one week; one row to publish is one item of one customer. */
final class ForecastRules implements ProductRules {
    /** Of so many forecasts it is remembered what they said; the oldest are forgotten. */
    private static final int REMEMBERED = 10_000;

    private final Mapping mapping;

    ForecastRules(Mapping mapping) {
        this.mapping = mapping;
    }

    /** One forecast: what a customer needs of an item, as said on a day. */
    private record Forecast(String snapshot, String customer, String item) {
        static Forecast of(JsonNode row) {
            return new Forecast(
                    row.path("snapshotDate").asText(),
                    row.path("customer").path("number").asText(),
                    row.path("item").asText());
        }

        /** Sorts by date, so that the oldest come first. */
        String key() {
            return String.join("\u001f", snapshot, customer, item);
        }
    }

    @Override
    public Checked check(
            List<ExportRow> rows, LocalDate extracted, Optional<ProductVersion> before, Findings findings) {
        var published = PublishedRows.of(before, row -> Forecast.of(row).customer(), ForecastRules::snapshotOnly);
        var forecasts = new LinkedHashMap<Forecast, NavigableMap<String, ExportRow>>();
        for (var row : rows) {
            var weeks = forecasts.computeIfAbsent(Forecast.of(row.fields()), forecast -> new TreeMap<>());
            var same = weeks.putIfAbsent(start(row), row);
            if (same != null) {
                findings.fault(new Fault(row.row(), mapping.columnOf("buckets.week"), Sentences.sameAsRow(same.row())));
            }
        }
        var newest = new HashMap<String, String>();
        forecasts
                .keySet()
                .forEach(forecast -> newest.merge(
                        forecast.customer(),
                        forecast.snapshot(),
                        (one, other) -> one.compareTo(other) > 0 ? one : other));

        var digests = remembered(published.header());
        var current = new ArrayList<ExportRow>();
        forecasts.forEach((forecast, weeks) -> {
            contiguous(forecast, weeks, findings);
            var row = merged(forecast, weeks);
            unchanged(forecast, row, digests, findings);
            if (forecast.snapshot().equals(newest.get(forecast.customer()))) {
                current.add(row);
            }
        });
        notOlder(current, published.rows(), findings);
        var validAsOf = newest.values().stream()
                .max(String::compareTo)
                .map(LocalDate::parse)
                .orElse(extracted);
        return new Checked(current, validAsOf, members(digests));
    }

    private static String start(ExportRow row) {
        return row.fields().path("buckets").path("week").asText();
    }

    private static JsonNode snapshotOnly(JsonNode row) {
        return row.path("snapshotDate");
    }

    private void contiguous(Forecast forecast, NavigableMap<String, ExportRow> weeks, Findings findings) {
        LocalDate wanted = null;
        for (var entry : weeks.entrySet()) {
            var start = LocalDate.parse(entry.getKey());
            if (wanted != null && !start.equals(wanted)) {
                findings.fault(new Fault(
                        entry.getValue().row(),
                        mapping.columnOf("buckets.week"),
                        Sentences.weekMissing(Weeks.name(wanted), forecast.item(), forecast.customer())));
                return;
            }
            wanted = start.plusWeeks(1);
        }
    }

    private static ExportRow merged(Forecast forecast, NavigableMap<String, ExportRow> weeks) {
        var first = weeks.firstEntry().getValue();
        ObjectNode row = first.fields().deepCopy();
        row.put("forecastNumber", forecast.customer() + "-" + forecast.snapshot());
        ArrayNode buckets = row.putArray("buckets");
        weeks.forEach((start, week) -> {
            var written = week.fields().path("buckets");
            var bucket = buckets.addObject()
                    .put("start", start)
                    .put("end", LocalDate.parse(start).plusDays(6).toString());
            bucket.set("quantity", written.path("quantity"));
            if (written.has("firmness")) {
                bucket.set("firmness", written.path("firmness"));
            }
        });
        return new ExportRow(first.row(), row);
    }

    private void unchanged(Forecast forecast, ExportRow row, Map<String, String> digests, Findings findings) {
        var digest = Documents.sha256(row.fields().path("buckets").toString());
        var known = digests.putIfAbsent(forecast.key(), digest);
        if (known != null && !known.equals(digest)) {
            findings.fault(new Fault(
                    row.row(),
                    mapping.columnOf("snapshotDate"),
                    Sentences.snapshotChanged(forecast.snapshot(), forecast.item(), forecast.customer())));
        }
    }

    private void notOlder(List<ExportRow> current, Map<String, JsonNode> published, Findings findings) {
        for (var row : current) {
            var forecast = Forecast.of(row.fields());
            var known = published
                    .getOrDefault(forecast.customer(), row.fields().path("snapshotDate"))
                    .asText();
            if (forecast.snapshot().compareTo(known) < 0) {
                findings.fault(new Fault(
                        row.row(),
                        mapping.columnOf("snapshotDate"),
                        Sentences.snapshotOlder(forecast.snapshot(), known, forecast.customer())));
            }
        }
    }

    private static NavigableMap<String, String> remembered(ObjectNode header) {
        var digests = new TreeMap<String, String>();
        header.path("snapshots")
                .properties()
                .forEach(entry -> digests.put(entry.getKey(), entry.getValue().asText()));
        return digests;
    }

    private static ObjectNode members(NavigableMap<String, String> digests) {
        while (digests.size() > REMEMBERED) {
            digests.pollFirstEntry();
        }
        var members = Documents.JSON.createObjectNode();
        var snapshots = members.putObject("snapshots");
        digests.forEach(snapshots::put);
        return members;
    }
}
