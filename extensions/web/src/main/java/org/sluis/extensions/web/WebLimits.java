// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.time.Duration;

/**
 * What one resource may cost.
 *
 * @param body largest request body, in bytes
 * @param patience longest time to send it
 * @param running most requests answered at once; one more is answered 503
 */
public record WebLimits(int body, Duration patience, int running) {

    /** 256 KiB, 10 seconds, 32 at once. */
    public static final WebLimits DEFAULT = new WebLimits(256 * 1024, Duration.ofSeconds(10), 32);

    public WebLimits {
        if (body < 0 || running < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /** Most bodies that are being received at once: slow senders keep no thread. */
    int receiving() {
        return running * 8;
    }
}
