// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.sluis.connector.cli.DemoReport.Observation;

/** Compares what the firms received with what the exports say they should. */
record DemoContents(DemoExports exports) {

    private static final int WEEKS = 8;

    /** The builder's orders: exactly its own rows of the export. */
    Observation orders(JsonNode document, ObjectNode result) {
        var orders = values(document, "/orderRef/customerOrder");
        var supplierOrders = values(document, "/orderRef/supplierOrder");
        orders.forEach(result.putArray("orders")::add);
        supplierOrders.forEach(result.putArray("supplierOrders")::add);
        var own = orders.equals(exports.builderOrders()) && supplierOrders.equals(exports.supplierOrders());
        return new Observation(
                "allow",
                supplierOrders.size() + " orders of customer " + exports.builder()
                        + (own ? ", exactly its own" : ", not exactly its own"),
                own && onlyBuilder(document));
    }

    /** The builder's forecast: its own items, no further than the horizon. */
    Observation nextWeeks(JsonNode document, ObjectNode result) {
        var weeks = new TreeSet<String>();
        var within = true;
        for (var row : document.path("rows")) {
            var first = LocalDate.parse(row.path("snapshotDate").asText())
                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            for (var bucket : row.path("buckets")) {
                var start = LocalDate.parse(bucket.path("start").asText());
                weeks.add(start.toString());
                within &= !start.isBefore(first) && start.isBefore(first.plusWeeks(WEEKS));
            }
        }
        weeks.forEach(result.putArray("weeks")::add);
        return new Observation(
                "allow",
                document.path("rows").size() + " items over " + weeks.size() + " weeks",
                within && onlyBuilder(document));
    }

    /** The supplier's forecast: items, and no trace of the customers. */
    Observation totalDemand(JsonNode document, ObjectNode result) {
        var items = values(document, "/item");
        items.forEach(result.putArray("items")::add);
        var traces = document.path("rows").findValues("customer").size();
        return new Observation("allow", items.size() + " items, no customers named", traces == 0 && !items.isEmpty());
    }

    private boolean onlyBuilder(JsonNode document) {
        for (var row : document.path("rows")) {
            if (!row.at("/customer/number").asText(exports.builder()).equals(exports.builder())) {
                return false;
            }
        }
        return true;
    }

    private static List<String> values(JsonNode document, String pointer) {
        var values = new ArrayList<String>();
        document.path("rows").forEach(row -> values.add(row.at(pointer).asText("")));
        values.removeIf(String::isEmpty);
        values.sort(null);
        return values;
    }
}
