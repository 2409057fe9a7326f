// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.List;
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

    /**
     * The same for several in their order, which may share what it costs to make them durable. When it fails, some of them may be
     * durable.
     */
    default void appendAll(List<PolicyEvent> events) throws RecordUnavailableException {
        for (var event : events) {
            append(event);
        }
    }
}
