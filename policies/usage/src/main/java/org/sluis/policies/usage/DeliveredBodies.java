// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;

/** What left this company, kept until its receipt comes. */
@FunctionalInterface
public interface DeliveredBodies {

    /**
     * Keeps all of them or none. One that is kept already is passed over.
     *
     * @throws RuntimeException if they cannot be kept now; the caller tries again
     */
    void delivered(List<DeliveredBody> bodies);
}
