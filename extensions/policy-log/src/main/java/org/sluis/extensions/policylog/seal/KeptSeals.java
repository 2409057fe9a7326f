// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Seals and how far each has come, one for an agreement; shared by all replicas, durable when a method returns. */
public interface KeptSeals {

    /**
     * What is kept.
     *
     * @param half what we signed as the provider
     * @param complete with both signatures
     * @param logged whether our log says so; a seal that is logged never changes
     * @param problem why it could not be completed the last time
     */
    record KeptSeal(
            String agreement,
            Optional<String> half,
            Optional<String> complete,
            boolean logged,
            int attempts,
            Optional<String> problem) {}

    Optional<KeptSeal> find(String agreement);

    /**
     * Keeps our half, in place of {@code old} or as the first; of concurrent callers one wins.
     *
     * @return what is kept now
     */
    KeptSeal half(String agreement, Optional<String> old, String half);

    /**
     * Keeps a complete seal; of concurrent callers one wins.
     *
     * @return what is kept now
     */
    KeptSeal complete(String agreement, String complete);

    /** Forgets a complete seal that the other side does not have and our log does not name. */
    void forgetComplete(String agreement, String complete);

    /** Our log names it. */
    void logged(String agreement);

    /** Not now, for this reason; counts an attempt. */
    void failed(String agreement, String problem, Instant nextAttempt);

    /** Agreements whose complete seal our log does not name yet, as after a crash. */
    List<String> unlogged(int limit);

    /** Active agreements that we are the consumer of, without a logged seal, whose next attempt is due. */
    List<String> due(Instant now, int limit);
}
