// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Duration;

/**
 * What one data plane bears.
 *
 * @param streams responses running at once
 * @param streamsPerConsumer of these, for one consumer
 * @param waits requests waiting for a new version at once
 * @param waitsPerConsumer of these, for one consumer
 * @param readTimeout longest silence of a source
 * @param writeTimeout longest time that a consumer may take for one buffer
 */
public record Limits(
        int streams,
        int streamsPerConsumer,
        int waits,
        int waitsPerConsumer,
        Duration readTimeout,
        Duration writeTimeout) {

    /** For one company, where {@code streams} responses may run at once. */
    public static Limits of(int streams, Duration readTimeout) {
        return new Limits(streams, Math.max(1, streams / 2), 16 * streams, 16, readTimeout, Duration.ofSeconds(30));
    }
}
