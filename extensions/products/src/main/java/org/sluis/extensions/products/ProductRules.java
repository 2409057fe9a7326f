// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a product asks of an export beyond its schema. */
interface ProductRules {

    /**
     * Checks the rows of an export against each other and against the version before, and makes of them the rows to publish.
     *
     * @param extracted the day the export was made
     */
    Checked check(List<ExportRow> rows, LocalDate extracted, Optional<ProductVersion> before, Findings findings);

    /**
     * The rows to publish.
     *
     * @param validAsOf the day they tell about
     * @param members further members of the stored version, for the next check; they never leave
     */
    record Checked(List<ExportRow> rows, LocalDate validAsOf, ObjectNode members) {}

    static ProductRules of(Mapping mapping) {
        return mapping.product().shape().series().isPresent() ? new ForecastRules(mapping) : new StatusRules(mapping);
    }
}
