// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.function.Consumer;

/** Other participants from whom a verified message came in, of whatever kind: they are up. */
@FunctionalInterface
public interface HeardPeers {

    /**
     * Tells of each from now on.
     *
     * @param listener is told the sender's DID on the thread that answers the message; returns at once and never fails
     */
    void onHeard(Consumer<String> listener);
}
