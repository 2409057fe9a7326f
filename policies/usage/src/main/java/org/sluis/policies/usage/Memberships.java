// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;

/** The data spaces whose members this company deals with. */
@FunctionalInterface
public interface Memberships {

    /** DIDs of the authorities whose membership credentials count here, sorted; as they are now. */
    List<String> authorities();

    /** No data space. */
    static Memberships none() {
        return List::of;
    }
}
