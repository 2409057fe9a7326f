// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.util.List;

/** The outcome of checking an export: all of it or nothing. */
public sealed interface CheckedExport {
    /** What a person may want to know, accepted or not. */
    List<Fault> warnings();

    /**
     * Every row is sound.
     *
     * @param body of the version to append
     * @param rows how many rows it has
     */
    record Accepted(String body, int rows, List<Fault> warnings) implements CheckedExport {}

    /**
     * Nothing of it may be published.
     *
     * @param faults the first faults, in the order of the file
     * @param faultCount how many there are in all
     */
    record Rejected(List<Fault> faults, int faultCount, List<Fault> warnings) implements CheckedExport {}
}
