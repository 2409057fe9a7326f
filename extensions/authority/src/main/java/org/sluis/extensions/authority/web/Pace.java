// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sluis.extensions.web.WebRefusal;

/** Lets each key pass so many times in a window; knows a bounded number of keys. */
final class Pace {

    private static final int MOST_KEYS = 10_000;

    private final int most;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>();

    Pace(int most, Duration window, Clock clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    private record Count(Instant since, int passed) {}

    synchronized void require(String key) throws WebRefusal {
        var now = clock.instant();
        var count = counts.get(key);
        if (count == null || !count.since().plus(window).isAfter(now)) {
            counts.remove(key);
            count = new Count(now, 0);
        }
        if (count.passed() >= most) {
            throw new WebRefusal(429, "Too many requests", "try again in " + window.toSeconds() + " seconds");
        }
        counts.put(key, new Count(count.since(), count.passed() + 1));
        if (counts.size() > MOST_KEYS) {
            counts.remove(counts.keySet().iterator().next());
        }
    }
}
