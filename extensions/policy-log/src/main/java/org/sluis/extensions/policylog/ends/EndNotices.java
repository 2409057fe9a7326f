// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.ends;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.EndsTold.Progress;
import org.sluis.policies.usage.EndsTold.Told;

/**
 * What is to be told of the agreements that we ended: each was left here in the transaction of its end. Shared by all replicas,
 * durable when a method returns.
 */
public interface EndNotices {

    /**
     * That we ended an agreement.
     *
     * @param peer the other party
     * @param jws what we signed; empty until we did
     */
    record EndNotice(
            String agreement,
            String peer,
            AgreementState state,
            String reason,
            Instant at,
            Optional<String> jws,
            int attempts) {}

    /** Those that wait and whose next attempt is due, the one that waits longest first. */
    List<EndNotice> due(Instant now, int limit);

    /** The notice about an agreement if it still waits. */
    Optional<EndNotice> waiting(String agreement);

    /**
     * Keeps what we signed; of concurrent callers one wins.
     *
     * @return what is kept
     */
    String signed(String agreement, String jws);

    /** Nothing is left to do. */
    void settled(String agreement, Progress progress);

    /** Not now, for this reason; counts an attempt. */
    void failed(String agreement, String problem, Instant nextAttempt);

    Optional<Told> told(String agreement);
}
