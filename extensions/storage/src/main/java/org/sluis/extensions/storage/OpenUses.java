// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Uses that this process reserved and that are neither counted for good nor cancelled. Only these can be cancelled: who is
 * forgotten here, by a crash or because too many are open, counts for good, which is never too few.
 */
final class OpenUses {

    private static final int MOST = 100_000;

    private final Set<UUID> open = new LinkedHashSet<>();

    synchronized void add(UUID use) {
        if (open.size() == MOST) {
            var oldest = open.iterator();
            oldest.next();
            oldest.remove();
        }
        open.add(use);
    }

    /** Whether it was open; from now on it is not. */
    synchronized boolean close(UUID use) {
        return open.remove(use);
    }
}
