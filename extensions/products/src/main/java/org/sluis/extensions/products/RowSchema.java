// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The JSON Schema (2020-12) of a product, for a whole document and for one row. */
final class RowSchema {
    private static final Map<Product, RowSchema> COMPILED = new ConcurrentHashMap<>();

    private final Schema document;
    private final Schema row;

    /** Compiling a schema takes a while, so it is done once. */
    static RowSchema of(Product product) {
        return COMPILED.computeIfAbsent(product, RowSchema::new);
    }

    private RowSchema(Product product) {
        var id = "urn:sluis:schema:" + product.id() + ":" + product.schemaVersion();
        var text = ProductFolder.shipped(product, "schema-" + product.schemaVersion() + ".json");
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(id, text))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        document = registry.getSchema(SchemaLocation.of(id));
        row = registry.getSchema(SchemaLocation.of(id + "#/$defs/row"));
    }

    /** What is wrong with a document; empty when nothing is. */
    List<String> violations(JsonNode released) {
        return document.validate(released).stream()
                .limit(20)
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    void check(ExportRow checked, Mapping mapping, Findings findings) {
        for (var error : row.validate(checked.fields())) {
            var field = error.getInstanceLocation().toString().replaceAll("/\\d+(?=/|$)", "");
            var path = field.startsWith("/") ? field.substring(1).replace('/', '.') : field;
            findings.fault(
                    new Fault(checked.row(), mapping.columnOf(path), Sentences.outsideSchema(error.getMessage())));
        }
    }
}
