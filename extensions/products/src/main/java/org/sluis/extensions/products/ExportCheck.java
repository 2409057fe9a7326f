// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/** From the bytes of an export to the body of a version, or to everything that is wrong with it. */
public final class ExportCheck {
    private final Mapping mapping;
    private final RowSchema schema;

    public ExportCheck(Mapping mapping) {
        this.mapping = mapping;
        this.schema = RowSchema.of(mapping.product());
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
            var table = ExportTable.open(ExportText.decode(export, mapping.charset()), mapping.separator());
            var extracted = LocalDate.ofInstant(extractedAt, mapping.zone());
            var publish = new BodyRows(mapping, schema, findings);
            var rules = ProductRules.of(mapping, extracted, before, publish, findings);
            new RowReader(mapping, findings).read(table, rules::add);
            var result = rules.end();
            if (findings.sound()) {
                var body = publish.body(header(result, extractedAt));
                return new CheckedExport.Accepted(body, publish.count(), findings.warnings());
            }
        } catch (FaultException unreadable) {
            findings.fault(unreadable.fault());
        }
        var inOrder = findings.faults().stream()
                .sorted(Comparator.comparingInt(Fault::row))
                .toList();
        return new CheckedExport.Rejected(inOrder, findings.faultCount(), findings.warnings());
    }

    private ObjectNode header(ProductRules.Result result, Instant extractedAt) {
        var header = Documents.JSON
                .createObjectNode()
                .put("product", mapping.product().id())
                .put("schemaVersion", mapping.product().schemaVersion())
                .put("validAsOf", result.validAsOf().toString());
        header.putObject("source").put("system", mapping.system()).put("extractedAt", extractedAt.toString());
        header.putObject("quality")
                .put("complete", true)
                .put("staleAfter", extractedAt.plus(mapping.freshFor()).toString());
        return header.setAll(result.members());
    }
}
