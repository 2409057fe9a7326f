// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import java.util.Optional;
import org.sluis.policies.log.Hash;

/** Names a stream: 32 random bytes that tell nothing about what the stream is for. */
public record StreamId(Hash value) {

    public static StreamId of(byte[] random) {
        return new StreamId(Hash.of(random));
    }

    /** Reads 64 lower-case hexadecimal digits. */
    public static Optional<StreamId> fromHex(String text) {
        return Hash.fromHex(text).map(StreamId::new);
    }

    @Override
    public String toString() {
        return value.hex();
    }
}
