// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sluis.policies.decision.Facts.AgreementState;

/** The agreements of this company, frozen at signing. */
public interface Agreements {

    /**
     * Stores an agreement once. Storing the same bytes again changes nothing.
     *
     * @throws IllegalStateException if the id is known with other bytes
     */
    void freeze(Agreement agreement);

    Optional<Agreement> find(String id);

    /** All agreements, newest first. */
    List<Agreement> list();

    /**
     * Ends an active agreement, for good; every later decision and every running stream sees it.
     *
     * @return false if there is no such agreement or it was not active
     */
    boolean end(String id, AgreementState state, String reason);

    /**
     * Keeps the other party's word that it ended an agreement, and has it put on record, once; the agreement ends here too unless
     * it has ended before.
     *
     * @return false if there is no such agreement
     */
    boolean endedByPeer(String id, PeerEnd end);

    /** Calls the listener, on a thread of the store, with the id of each agreement that ended, here or on another replica. */
    void onEnd(Consumer<String> listener);
}
