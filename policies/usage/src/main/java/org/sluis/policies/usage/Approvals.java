// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
import java.util.Optional;

/** What people said of terms that waited: one word for each question, for good. */
public interface Approvals {

    /**
     * Returns once the word is durable and on record, or somebody else's is.
     *
     * @return empty if this word counts; otherwise the one that was said before
     */
    Optional<Approval> say(Approval approval);

    /** What was said in a negotiation, oldest first. */
    List<Approval> of(String negotiation);
}
