// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a product asks of an export beyond its schema: the rows are checked against each other and against the version
 * before. It is given every row, once, and makes of them the rows to publish.
 */
interface ProductRules {

    void add(ExportRow row);

    /** After the last row. */
    Result end();

    /**
     * What there is to say about all rows together.
     *
     * @param validAsOf the day they tell about
     * @param members further members of the stored version, for the next check; they never leave
     */
    record Result(LocalDate validAsOf, ObjectNode members) {}

    /**
     * The rules of the mapping's product.
     *
     * @param extracted the day the export was made
     */
    static ProductRules of(
            Mapping mapping,
            LocalDate extracted,
            Optional<ProductVersion> before,
            BodyRows publish,
            Findings findings) {
        return mapping.product().shape().series().isPresent()
                ? new ForecastRules(mapping, extracted, before, publish, findings)
                : new StatusRules(mapping, extracted, before, publish, findings);
    }
}
