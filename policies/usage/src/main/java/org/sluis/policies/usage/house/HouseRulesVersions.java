// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage.house;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The house rules and all that they ever were. */
public interface HouseRulesVersions {

    /** Those in force; empty before any were set. */
    Optional<HouseRulesVersion> current();

    /** Puts a document in force; that it changed goes on record with it. */
    HouseRulesVersion set(String text, String by, Instant at);

    /** Newest first, at most so many. */
    List<HouseRulesVersion> history(int limit);
}
