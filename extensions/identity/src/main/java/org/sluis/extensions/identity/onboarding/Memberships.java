// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;

/** The authorities of this firm. Durable when a method returns; shared by replicas. */
public interface Memberships {

    Optional<Membership> find(Did authority);

    /** In the order in which they were started. */
    List<Membership> all();

    /** Keeps what is known of an authority, in place of what was known before. */
    void save(Membership joined);

    /** Those whose next attempt is due, each given to one caller only: their next attempt is moved to {@code until}. */
    List<Membership> claimDue(Instant now, Instant until);
}
