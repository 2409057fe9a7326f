// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Optional;
import java.util.OptionalLong;
import org.sluis.policies.log.leaf.LogEntry;
import org.sluis.policies.log.leaf.SaltedPayload;

/**
 * An entry in a bundle.
 *
 * @param payload empty when it was erased
 * @param erasedBy index of the entry that records the erasure; empty when the payload is there
 */
public record BundleEntry(LogEntry entry, Optional<SaltedPayload> payload, OptionalLong erasedBy) {

    public BundleEntry {
        if (payload.isPresent() == erasedBy.isPresent()) {
            throw new IllegalArgumentException("an entry has its payload or was erased");
        }
    }

    public static BundleEntry of(LogEntry entry, SaltedPayload payload) {
        return new BundleEntry(entry, Optional.of(payload), OptionalLong.empty());
    }

    public static BundleEntry erased(LogEntry entry, long by) {
        return new BundleEntry(entry, Optional.empty(), OptionalLong.of(by));
    }

    public long index() {
        return entry.index();
    }
}
