// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ends of streams in memory; for one thread. */
public final class InMemoryStreamHeads implements StreamHeads {

    private final Map<StreamId, StreamHead> heads = new HashMap<>();

    @Override
    public Optional<StreamHead> head(StreamId stream) {
        return Optional.ofNullable(heads.get(stream));
    }

    @Override
    public void advance(StreamId stream, StreamHead head) {
        heads.put(stream, head);
    }
}
