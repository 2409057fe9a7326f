// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluis.policies.disclosure.Shape;

/**
 * A data product that a company can publish.
 *
 * @param id such as {@code production-status}
 * @param freshFor how long after the export the data counts as fresh, unless the mapping says otherwise
 * @param columns the fields that a column of an export can be mapped to
 * @param required those of them that every row must have
 * @param shape what disclosures know about the rows
 */
public record Product(String id, Duration freshFor, Map<String, FieldKind> columns, Set<String> required, Shape shape) {
    public static final Product PRODUCTION_STATUS = new Product(
            "production-status",
            Duration.ofDays(2),
            Map.ofEntries(
                    entry("customer.number", FieldKind.TEXT),
                    entry("customer.name", FieldKind.TEXT),
                    entry("orderRef.customerOrder", FieldKind.TEXT),
                    entry("orderRef.line", FieldKind.TEXT),
                    entry("orderRef.supplierOrder", FieldKind.TEXT),
                    entry("item", FieldKind.TEXT),
                    entry("description", FieldKind.TEXT),
                    entry("state", FieldKind.STATE),
                    entry("waitingFor", FieldKind.TEXT),
                    entry("quantity.ordered", FieldKind.QUANTITY),
                    entry("quantity.started", FieldKind.QUANTITY),
                    entry("quantity.good", FieldKind.QUANTITY),
                    entry("quantity.scrap", FieldKind.QUANTITY),
                    entry("quantity.ready", FieldKind.QUANTITY),
                    entry("quantity.shipped", FieldKind.QUANTITY),
                    entry("unit", FieldKind.TEXT),
                    entry("materialKg", FieldKind.QUANTITY),
                    entry("start", FieldKind.DATE),
                    entry("due", FieldKind.DATE),
                    entry("eta", FieldKind.DATE),
                    entry("previousEta", FieldKind.DATE),
                    entry("delayReason", FieldKind.TEXT)),
            Set.of("customer.number", "orderRef.supplierOrder", "item", "state", "quantity.ordered"),
            new Shape(
                    Set.of(
                            "customer.number",
                            "customer.name",
                            "orderRef.customerOrder",
                            "orderRef.line",
                            "orderRef.supplierOrder",
                            "item",
                            "description",
                            "state",
                            "waitingFor",
                            "quantity.ordered",
                            "quantity.started",
                            "quantity.good",
                            "quantity.scrap",
                            "quantity.ready",
                            "quantity.shipped",
                            "unit",
                            "materialKg",
                            "start",
                            "due",
                            "eta",
                            "etaPrecision",
                            "previousEta",
                            "delayReason",
                            "asOf"),
                    "customer.number",
                    "asOf",
                    "eta",
                    Optional.empty(),
                    Set.of("start", "due", "eta", "previousEta"),
                    Set.of(
                            "quantity.ordered",
                            "quantity.started",
                            "quantity.good",
                            "quantity.scrap",
                            "quantity.ready",
                            "quantity.shipped",
                            "materialKg")));

    public static final Product DEMAND_FORECAST = new Product(
            "demand-forecast",
            Duration.ofDays(8),
            Map.ofEntries(
                    entry("customer.number", FieldKind.TEXT),
                    entry("customer.name", FieldKind.TEXT),
                    entry("snapshotDate", FieldKind.DATE),
                    entry("item", FieldKind.TEXT),
                    entry("description", FieldKind.TEXT),
                    entry("unit", FieldKind.TEXT),
                    entry("buckets.week", FieldKind.WEEK),
                    entry("buckets.quantity", FieldKind.QUANTITY),
                    entry("buckets.firmness", FieldKind.FIRMNESS)),
            Set.of("customer.number", "snapshotDate", "item", "buckets.week", "buckets.quantity"),
            new Shape(
                    Set.of(
                            "customer.number",
                            "customer.name",
                            "forecastNumber",
                            "snapshotDate",
                            "item",
                            "description",
                            "unit",
                            "buckets.start",
                            "buckets.end",
                            "buckets.quantity",
                            "buckets.firmness"),
                    "customer.number",
                    "snapshotDate",
                    "buckets.start",
                    Optional.of("buckets"),
                    Set.of("snapshotDate"),
                    Set.of("buckets.quantity")));

    public static final List<Product> ALL = List.of(PRODUCTION_STATUS, DEMAND_FORECAST);

    public Product {
        columns = Map.copyOf(columns);
        required = Set.copyOf(required);
    }

    public static Optional<Product> named(String id) {
        return ALL.stream().filter(product -> product.id.equals(id)).findFirst();
    }

    /** The names of all products, for messages. */
    public static String names() {
        return ALL.stream().map(Product::id).collect(Collectors.joining(", "));
    }

    /** The version of its schema. */
    public String schemaVersion() {
        return "1.0.0";
    }
}
