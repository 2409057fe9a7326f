// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules of production-status. */
final class StatusRules implements ProductRules {
    private final Mapping mapping;
    private final List<String> keyFields;

    StatusRules(Mapping mapping) {
        this.mapping = mapping;
        this.keyFields = mapping.key().stream()
                .map(name -> mapping.column(name).orElseThrow().field())
                .toList();
    }

    @Override
    public Checked check(
            List<ExportRow> rows, LocalDate extracted, Optional<ProductVersion> before, Findings findings) {
        var published = PublishedRows.of(before, this::key, StatusRules::lookedBackAt);
        var seen = new HashMap<String, Integer>();
        for (var row : rows) {
            var key = key(row.fields());
            var first = seen.putIfAbsent(key, row.row());
            if (first != null) {
                findings.fault(new Fault(row.row(), String.join(" + ", mapping.key()), Sentences.sameAsRow(first)));
                continue;
            }
            row.fields().put("asOf", extracted.toString());
            quantities(row, findings);
            passedEta(row, extracted, findings);
            var previous = published.rows().get(key);
            if (previous != null) {
                step(row, previous, findings);
                movedEta(row, previous, findings);
            }
        }
        return new Checked(rows, extracted, Documents.JSON.createObjectNode());
    }

    private String key(JsonNode row) {
        return keyFields.stream()
                .map(field -> FieldValues.get(row, field).asText())
                .collect(Collectors.joining("\u001f"));
    }

    private static JsonNode lookedBackAt(JsonNode row) {
        return ((ObjectNode) row).retain("state", "eta", "previousEta", "delayReason");
    }

    private void quantities(ExportRow row, Findings findings) {
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
                                    started.get().toPlainString())),
                    findings);
        }
    }

    private void passedEta(ExportRow row, LocalDate extracted, Findings findings) {
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
                    new Fault(row.row(), mapping.columnOf("eta"), Sentences.etaPassed(eta.get(), extracted.toString())),
                    findings);
        }
    }

    private void step(ExportRow row, JsonNode previous, Findings findings) {
        var from = state(previous);
        var to = state(row.fields());
        if (!from.mayBecome(to)) {
            found(
                    Mapping.Rule.STATE_STEPS,
                    new Fault(row.row(), mapping.columnOf("state"), Sentences.illegalStep(from.code(), to.code())),
                    findings);
        }
    }

    private void movedEta(ExportRow row, JsonNode previous, Findings findings) {
        var fields = row.fields();
        var now = FieldValues.text(fields, "eta");
        var before = FieldValues.text(previous, "eta");
        if (now.isEmpty() || before.isEmpty()) {
            return;
        }
        if (now.equals(before)) {
            // Who missed the version in which the date moved still sees that it did.
            FieldValues.text(previous, "previousEta").ifPresent(eta -> putIfAbsent(fields, "previousEta", eta));
            FieldValues.text(previous, "delayReason").ifPresent(reason -> putIfAbsent(fields, "delayReason", reason));
            return;
        }
        putIfAbsent(fields, "previousEta", before.get());
        if (now.get().compareTo(before.get()) > 0 && !fields.has("delayReason")) {
            var reason = FieldValues.text(fields, "waitingFor");
            fields.put("delayReason", reason.orElse("unknown"));
            if (reason.isEmpty()) {
                var sentence = Sentences.noDelayReason(before.get(), now.get());
                found(Mapping.Rule.DELAY_REASON, new Fault(row.row(), mapping.columnOf("eta"), sentence), findings);
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

    private void found(Mapping.Rule rule, Fault fault, Findings findings) {
        if (mapping.lenient().contains(rule)) {
            findings.warn(fault);
        } else {
            findings.fault(fault);
        }
    }
}
