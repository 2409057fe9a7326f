// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

/** Waits in tests. */
final class Pause {

    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
