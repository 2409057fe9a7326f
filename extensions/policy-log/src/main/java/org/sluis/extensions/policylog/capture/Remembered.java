// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.capture;

import java.util.LinkedHashMap;
import java.util.Map;

/** The newest of many; not for several threads at once. */
final class Remembered<T> {

    private static final int MOST = 10_000;

    private final Map<T, Boolean> newest = new LinkedHashMap<>();

    void add(T one) {
        newest.put(one, true);
        if (newest.size() > MOST) {
            var oldest = newest.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void remove(T one) {
        newest.remove(one);
    }

    boolean contains(T one) {
        return newest.containsKey(one);
    }
}
