// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The versions of every data product, append-only and durable.
 *
 * <p>Any method may throw an unchecked exception while the store cannot be reached; then nothing was appended, or the
 * same append answers empty when it is tried again.
 */
public interface ProductVersions {

    /**
     * Appends a version with sequence {@code after + 1} and returns once it is durable.
     *
     * @param after sequence of the version this one was checked against; 0 for the first
     * @return empty if {@code after} is no longer the newest sequence: read the newest version and check again
     */
    Optional<ProductVersion> append(ProductVersion.Content content, long after);

    Optional<ProductVersion> newest(String product);

    /** The newest version made from this export; later versions from other exports do not count. */
    Optional<ProductVersion> newestFrom(String product, String source);

    /** The oldest version with a greater sequence. */
    Optional<ProductVersion> next(String product, long after);

    /** As {@link #next}, waiting for it at most so long. */
    Optional<ProductVersion> await(String product, long after, Duration timeout) throws InterruptedException;

    /** Calls the listener with each version appended from now on, here or on another replica, in no certain order. */
    void onAppend(Consumer<ProductVersion> listener);
}
