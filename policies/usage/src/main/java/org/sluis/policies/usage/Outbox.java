// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.time.Instant;
import java.util.Optional;

/** Events that were stored with the changes they tell of and wait until they are on record. */
public interface Outbox {

    /** To be called after the commit of a transaction that added events; those of others are found a little later. */
    void added();

    /** When the event that waits longest happened; empty when none waits. */
    Optional<Instant> oldest();
}
