// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens whose signatures were verified lately, so that a consumer that asks often costs one verification.
 *
 * <p>INVARIANT: only what was verified is in it, under all of its text. Whether it is still valid is for the one who asks.
 */
final class VerifiedTokens {
    private static final int MOST = 4_096;

    private final Map<String, AccessToken> latest = new Latest();

    synchronized Optional<AccessToken> find(String compact) {
        return Optional.ofNullable(latest.get(compact));
    }

    synchronized void add(String compact, AccessToken token) {
        latest.put(compact, token);
    }

    /** Forgets the one that was not asked for the longest. */
    private static final class Latest extends LinkedHashMap<String, AccessToken> {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AccessToken> eldest) {
            return size() > MOST;
        }
    }
}
