// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import org.sluis.policies.log.Hash;

/**
 * Where a leaf stands in one of its streams.
 *
 * @param sequence 0 for the stream's first leaf, then one more each time
 * @param previous leaf hash of the stream's previous leaf; {@link #NONE} for the first
 */
public record StreamPosition(StreamId stream, long sequence, Hash previous) {

    public static final Hash NONE = Hash.of(new byte[Hash.BYTES]);

    public StreamPosition {
        if (sequence < 0) {
            throw new IllegalArgumentException("a stream has no entry " + sequence);
        }
    }
}
