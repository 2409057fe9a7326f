// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.util.LinkedHashMap;
import java.util.Map;

/** As many entries as there may be, those that were used last. */
final class Newest<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    Newest(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
