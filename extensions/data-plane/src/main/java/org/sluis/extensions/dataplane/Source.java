// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Reads datasets of one address type. */
public interface Source {

    /** The address type it reads, for example {@code HttpData}. */
    String type();

    /** Why it cannot read from this address, without secrets; empty if it can. */
    Optional<String> refuses(SourceAddress address);

    /**
     * Looks for what is asked without letting any of it leave; holds no thread while it waits.
     *
     * @return empty when there is nothing yet and the wait is over; fails with {@link SourceException}
     */
    CompletionStage<Optional<Found>> find(Query query);

    /**
     * What is asked of a source.
     *
     * @param consumer who asks, verified
     * @param after the oldest version with a greater sequence; empty asks for the newest
     * @param patience how long to wait for such a version
     * @param range what of it is asked for; a source may open the whole all the same
     * @param ifRange the version that the range is of
     */
    record Query(
            DataFlow flow,
            String consumer,
            OptionalLong after,
            Duration patience,
            Optional<ByteRange> range,
            Optional<String> ifRange) {}

    /** Something that was found and can be opened once. */
    @FunctionalInterface
    interface Found {

        /** Starts reading; fails with {@link SourceException} as long as no byte was delivered. */
        CompletionStage<Body> open();
    }
}
