// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.util.List;
import java.util.UUID;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** The record of every change asked for on the management listener. */
public interface ManagementChanges {

    /**
     * Returns once the record is durable; the change takes effect after that.
     *
     * @throws RecordUnavailableException if it is not; the caller must refuse the change
     */
    void begin(ManagementChange change) throws RecordUnavailableException;

    /** Adds how the change ended. Does nothing for an unknown id. */
    void end(UUID id, int status);

    /** Newest first. {@code limit} is between 1 and 10,000. */
    List<ManagementChange> list(int limit);
}
