// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Agreements whose policy was seen to count nothing: their uses need not wait for each other. */
final class ShareableAgreements {

    private static final int MOST = 10_000;

    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    boolean contains(String agreement) {
        return ids.contains(agreement);
    }

    void add(String agreement) {
        if (ids.size() >= MOST) {
            ids.clear();
        }
        ids.add(agreement);
    }

    void remove(String agreement) {
        ids.remove(agreement);
    }
}
