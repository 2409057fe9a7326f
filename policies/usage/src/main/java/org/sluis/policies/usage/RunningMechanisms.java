// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.Set;
import org.sluis.policies.odrl.Mechanism;
import org.sluis.policies.odrl.Mechanisms;
import org.sluis.policies.usage.Agreement.Side;

/** What runs here and at others to keep what is agreed. */
public interface RunningMechanisms {

    /** What runs in this connector. */
    Set<Mechanism> own();

    /**
     * What runs on both sides of an agreement, as far as is known here.
     *
     * @param ours which side this company is
     * @param partner DID of the other party
     */
    Mechanisms between(Side ours, String partner);
}
