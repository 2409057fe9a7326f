// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** The record of what happened besides decisions. Append-only. */
@FunctionalInterface
public interface PolicyEvents {

    /**
     * Returns once the event is durable. An event whose id is on record already is not recorded again.
     *
     * @throws RecordUnavailableException if it is not durable; the caller tries again later
     */
    void append(PolicyEvent event) throws RecordUnavailableException;
}
