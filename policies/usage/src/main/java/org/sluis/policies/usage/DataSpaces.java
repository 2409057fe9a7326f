// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;

/** The data spaces whose members this company deals with. */
@FunctionalInterface
public interface DataSpaces {

    /** DIDs of the authorities whose membership credentials count here, sorted; as they are now. */
    List<String> authorities();

    /** No data space. */
    static DataSpaces none() {
        return List::of;
    }
}
