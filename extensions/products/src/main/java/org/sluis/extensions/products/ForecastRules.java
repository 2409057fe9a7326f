// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The rules of demand-forecast: one row of an export is one week; one row to publish is one item of one customer. */
final class ForecastRules implements ProductRules {
    /** Of so many forecasts it is remembered what they said; the oldest are forgotten. */
    private static final int REMEMBERED = 10_000;

    private final Mapping mapping;
    private final LocalDate extracted;
    private final BodyRows publish;
    private final Findings findings;
    private final Map<Forecast, Weeks> forecasts = new LinkedHashMap<>();
    /** The date of the newest forecast of each customer: published, and in this export. */
    private final Map<String, String> published = new HashMap<>();

    private final Map<String, String> newest = new HashMap<>();
    private final NavigableMap<String, String> digests = new TreeMap<>();

    ForecastRules(
            Mapping mapping,
            LocalDate extracted,
            Optional<ProductVersion> before,
            BodyRows publish,
            Findings findings) {
        this.mapping = mapping;
        this.extracted = extracted;
        this.publish = publish;
        this.findings = findings;
        before.map(version -> StoredRows.walk(version, this::remember))
                .ifPresent(header -> header.path("snapshots")
                        .properties()
                        .forEach(entry ->
                                digests.put(entry.getKey(), entry.getValue().asText())));
    }

    private void remember(JsonNode row) {
        var forecast = Forecast.of(row);
        published.merge(forecast.customer(), forecast.snapshot(), ForecastRules::later);
    }

    private static String later(String one, String other) {
        return one.compareTo(other) > 0 ? one : other;
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

    /** What an export says about one forecast: the rest of its first row, and its weeks by their Monday. */
    private record Weeks(int row, ObjectNode fields, NavigableMap<LocalDate, Week> weeks) {}

    private record Week(int row, JsonNode quantity, Optional<JsonNode> firmness) {}

    @Override
    public void add(ExportRow row) {
        var forecast = Forecast.of(row.fields());
        newest.merge(forecast.customer(), forecast.snapshot(), ForecastRules::later);
        var bucket = row.fields().remove("buckets");
        var known = forecasts.computeIfAbsent(forecast, first -> new Weeks(row.row(), row.fields(), new TreeMap<>()));
        var week = new Week(row.row(), bucket.path("quantity"), Optional.ofNullable(bucket.get("firmness")));
        var same = known.weeks().putIfAbsent(LocalDate.parse(bucket.path("week").asText()), week);
        if (same != null) {
            findings.fault(new Fault(row.row(), mapping.columnOf("buckets.week"), Sentences.sameAsRow(same.row())));
        }
    }

    @Override
    public Result end() {
        forecasts.forEach((forecast, weeks) -> {
            contiguous(forecast, weeks);
            var row = row(forecast, weeks);
            unchanged(forecast, row);
            if (forecast.snapshot().equals(newest.get(forecast.customer()))) {
                notOlder(forecast, row.row());
                publish.add(row);
            }
        });
        var validAsOf = newest.values().stream().max(String::compareTo).map(LocalDate::parse);
        return new Result(validAsOf.orElse(extracted), members());
    }

    private void contiguous(Forecast forecast, Weeks weeks) {
        LocalDate wanted = weeks.weeks().firstKey();
        for (var entry : weeks.weeks().entrySet()) {
            if (!entry.getKey().equals(wanted)) {
                findings.fault(new Fault(
                        entry.getValue().row(),
                        mapping.columnOf("buckets.week"),
                        Sentences.weekMissing(IsoWeek.name(wanted), forecast.item(), forecast.customer())));
                return;
            }
            wanted = wanted.plusWeeks(1);
        }
    }

    private static ExportRow row(Forecast forecast, Weeks weeks) {
        var row = weeks.fields();
        row.put("forecastNumber", forecast.customer() + "-" + forecast.snapshot());
        var buckets = row.putArray("buckets");
        weeks.weeks().forEach((monday, week) -> {
            var bucket = buckets.addObject()
                    .put("start", monday.toString())
                    .put("end", monday.plusDays(6).toString());
            bucket.set("quantity", week.quantity());
            week.firmness().ifPresent(firmness -> bucket.set("firmness", firmness));
        });
        return new ExportRow(weeks.row(), row);
    }

    private void unchanged(Forecast forecast, ExportRow row) {
        var digest = Documents.sha256(row.fields().path("buckets").toString());
        var known = digests.putIfAbsent(forecast.key(), digest);
        if (known != null && !known.equals(digest)) {
            findings.fault(new Fault(
                    row.row(),
                    mapping.columnOf("snapshotDate"),
                    Sentences.snapshotChanged(forecast.snapshot(), forecast.item(), forecast.customer())));
        }
    }

    private void notOlder(Forecast forecast, int row) {
        var known = published.getOrDefault(forecast.customer(), forecast.snapshot());
        if (forecast.snapshot().compareTo(known) < 0) {
            findings.fault(new Fault(
                    row,
                    mapping.columnOf("snapshotDate"),
                    Sentences.snapshotOlder(forecast.snapshot(), known, forecast.customer())));
        }
    }

    private ObjectNode members() {
        while (digests.size() > REMEMBERED) {
            digests.pollFirstEntry();
        }
        var members = Documents.JSON.createObjectNode();
        var snapshots = members.putObject("snapshots");
        digests.forEach(snapshots::put);
        return members;
    }
}
