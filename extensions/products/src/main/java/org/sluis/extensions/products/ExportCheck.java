// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** From the bytes of an export to the body of a version, or to everything that is wrong with it. */
public final class ExportCheck {
    private final Mapping mapping;
    private final RowSchema schema;

    public ExportCheck(Mapping mapping) {
        this.mapping = mapping;
        this.schema = new RowSchema(mapping.product());
    }

    /**
     * Checks an export.
     *
     * @param extractedAt when the export was made
     * @param before the newest published version, which some rules look back at
     */
    public CheckedExport check(byte[] export, Instant extractedAt, Optional<ProductVersion> before) {
        var findings = new Findings();
        try {
            var table = ExportTable.read(ExportText.decode(export, mapping.charset()), mapping.separator());
            var rows = new RowReader(mapping, findings).read(table);
            if (!rows.isEmpty()) {
                var extracted = LocalDate.ofInstant(extractedAt, mapping.zone());
                var checked = ProductRules.of(mapping).check(rows, extracted, before, findings);
                checked.rows().forEach(row -> schema.check(row, mapping, findings));
                if (findings.sound()) {
                    return accepted(checked, extractedAt, findings.warnings());
                }
            }
        } catch (FaultException unreadable) {
            findings.fault(unreadable.fault());
        }
        var inOrder = findings.faults().stream()
                .sorted(Comparator.comparingInt(Fault::row))
                .toList();
        return new CheckedExport.Rejected(inOrder, findings.faultCount(), findings.warnings());
    }

    private CheckedExport accepted(ProductRules.Checked checked, Instant extractedAt, List<Fault> warnings) {
        ObjectNode body = Documents.JSON.createObjectNode();
        body.put("product", mapping.product().id());
        body.put("schemaVersion", mapping.product().schemaVersion());
        body.put("validAsOf", checked.validAsOf().toString());
        body.putObject("source").put("system", mapping.system()).put("extractedAt", extractedAt.toString());
        body.putObject("quality")
                .put("complete", true)
                .put("staleAfter", extractedAt.plus(mapping.freshFor()).toString());
        body.setAll(checked.members());
        // Last, so that a reader has all the rest before the first row.
        var rows = body.putArray("rows");
        checked.rows().forEach(row -> rows.add(row.fields()));
        try {
            return new CheckedExport.Accepted(Documents.JSON.writeValueAsString(body), rows.size(), warnings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
