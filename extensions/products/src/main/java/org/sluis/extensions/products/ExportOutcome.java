// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.util.List;

/** What became of a file in the folder of a product. */
public sealed interface ExportOutcome {
    /** Name of the file. */
    String file();

    /** It is a new version. */
    record Published(String file, long sequence, int rows, List<Fault> warnings) implements ExportOutcome {}

    /**
     * Nothing of it was published; it was moved away, with a report beside it.
     *
     * @param movedTo its new name, in the folder {@code rejected}
     */
    record Rejected(String file, String movedTo, List<Fault> faults, int faultCount) implements ExportOutcome {}

    /** The file is not at fault, or cannot be touched: it stays and is tried again. */
    record Postponed(String file, String reason) implements ExportOutcome {}
}
