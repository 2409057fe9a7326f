// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules of production-status. */
final class StatusRules implements ProductRules {
    private final Mapping mapping;
    private final LocalDate extracted;
    private final BodyRows publish;
    private final Findings findings;
    private final List<String> keyFields;
    private final Map<String, Known> published = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    /** What the version before says of an order; nothing where it said nothing. */
    private record Known(
            OrderState state, Optional<String> eta, Optional<String> previousEta, Optional<String> delayReason) {
        static Known of(JsonNode row) {
            return new Known(
                    StatusRules.state(row),
                    FieldValues.text(row, "eta"),
                    FieldValues.text(row, "previousEta"),
                    FieldValues.text(row, "delayReason"));
        }
    }

    StatusRules(
            Mapping mapping,
            LocalDate extracted,
            Optional<ProductVersion> before,
            BodyRows publish,
            Findings findings) {
        this.mapping = mapping;
        this.extracted = extracted;
        this.publish = publish;
        this.findings = findings;
        this.keyFields = mapping.key().stream()
                .map(name -> mapping.column(name).orElseThrow().field())
                .toList();
        before.ifPresent(version -> StoredRows.walk(version, row -> published.put(key(row), Known.of(row))));
    }

    @Override
    public void add(ExportRow row) {
        var key = key(row.fields());
        var first = seen.putIfAbsent(key, row.row());
        if (first != null) {
            findings.fault(new Fault(row.row(), String.join(" + ", mapping.key()), Sentences.sameAsRow(first)));
            return;
        }
        row.fields().put("asOf", extracted.toString());
        quantities(row);
        passedEta(row);
        var known = Optional.ofNullable(published.get(key));
        known.ifPresent(before -> step(row, before));
        known.ifPresent(before -> movedEta(row, before));
        publish.add(row);
    }

    @Override
    public Result end() {
        return new Result(extracted, Documents.JSON.createObjectNode());
    }

    private String key(JsonNode row) {
        return keyFields.stream()
                .map(field -> FieldValues.get(row, field).asText())
                .collect(Collectors.joining("\u001f"));
    }

    private void quantities(ExportRow row) {
        var good = FieldValues.number(row.fields(), "quantity.good").orElse(BigDecimal.ZERO);
        var scrap = FieldValues.number(row.fields(), "quantity.scrap").orElse(BigDecimal.ZERO);
        var started = FieldValues.number(row.fields(), "quantity.started")
                .or(() -> FieldValues.number(row.fields(), "quantity.ordered"));
        if (started.isPresent() && good.add(scrap).compareTo(started.get()) > 0) {
            found(
                    Mapping.Rule.QUANTITIES,
                    new Fault(
                            row.row(),
                            mapping.columnOf("quantity.good"),
                            Sentences.moreThanStarted(
                                    good.add(scrap).toPlainString(),
                                    started.get().toPlainString())));
        }
    }

    private void passedEta(ExportRow row) {
        var eta = FieldValues.text(row.fields(), "eta");
        if (eta.isEmpty()) {
            return;
        }
        boolean passed =
                !state(row.fields()).done() && LocalDate.parse(eta.get()).isBefore(extracted);
        // A date that is past is no promise any more, and the document says so.
        row.fields().put("etaPrecision", passed ? "passed" : "day");
        if (passed) {
            found(
                    Mapping.Rule.ETA_PASSED,
                    new Fault(
                            row.row(), mapping.columnOf("eta"), Sentences.etaPassed(eta.get(), extracted.toString())));
        }
    }

    private void step(ExportRow row, Known before) {
        var from = before.state();
        var to = state(row.fields());
        if (!from.mayBecome(to)) {
            found(
                    Mapping.Rule.STATE_STEPS,
                    new Fault(row.row(), mapping.columnOf("state"), Sentences.illegalStep(from.code(), to.code())));
        }
    }

    private void movedEta(ExportRow row, Known before) {
        var fields = row.fields();
        var now = FieldValues.text(fields, "eta");
        if (now.isEmpty() || before.eta().isEmpty()) {
            return;
        }
        if (now.equals(before.eta())) {
            // Who missed the version in which the date moved still sees that it did.
            before.previousEta().ifPresent(eta -> putIfAbsent(fields, "previousEta", eta));
            before.delayReason().ifPresent(reason -> putIfAbsent(fields, "delayReason", reason));
            return;
        }
        putIfAbsent(fields, "previousEta", before.eta().get());
        if (now.get().compareTo(before.eta().get()) > 0 && !fields.has("delayReason")) {
            var reason = FieldValues.text(fields, "waitingFor");
            fields.put("delayReason", reason.orElse("unknown"));
            if (reason.isEmpty()) {
                var sentence = Sentences.noDelayReason(before.eta().get(), now.get());
                found(Mapping.Rule.DELAY_REASON, new Fault(row.row(), mapping.columnOf("eta"), sentence));
            }
        }
    }

    private static void putIfAbsent(ObjectNode row, String field, String value) {
        if (!row.has(field)) {
            row.put(field, value);
        }
    }

    private static OrderState state(JsonNode row) {
        return FieldValues.text(row, "state").flatMap(OrderState::of).orElse(OrderState.UNKNOWN);
    }

    private void found(Mapping.Rule rule, Fault fault) {
        if (mapping.lenient().contains(rule)) {
            findings.warn(fault);
        } else {
            findings.fault(fault);
        }
    }
}
