// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** Changes of one test; can be told to be unavailable. */
final class InMemoryManagementChanges implements ManagementChanges {

    private final List<ManagementChange> changes = new ArrayList<>();
    private boolean unavailable;

    void becomeUnavailable() {
        unavailable = true;
    }

    @Override
    public synchronized void begin(ManagementChange change) throws RecordUnavailableException {
        if (unavailable) {
            throw new RecordUnavailableException("the disk is full", null);
        }
        changes.add(0, change);
    }

    @Override
    public synchronized void end(UUID id, int status) {
        changes.replaceAll(change -> change.id().equals(id)
                ? new ManagementChange(
                        id, change.at(), change.principal(), change.method(), change.path(), Optional.of(status))
                : change);
    }

    @Override
    public synchronized List<ManagementChange> list(int limit) {
        return changes.stream().limit(limit).toList();
    }
}
