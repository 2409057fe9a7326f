// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamHeads;
import org.sluis.policies.log.leaf.StreamId;

/** The ends of streams as the writer sees them: the durable ones and, over them, those of the group in work; for one thread. */
final class GroupHeads implements StreamHeads {

    private final CompactHeads durable;
    private final Map<StreamId, StreamHead> group = new HashMap<>();

    GroupHeads(CompactHeads durable) {
        this.durable = durable;
    }

    @Override
    public Optional<StreamHead> head(StreamId stream) {
        var head = group.get(stream);
        return head == null ? durable.head(stream) : Optional.of(head);
    }

    @Override
    public void advance(StreamId stream, StreamHead head) {
        group.put(stream, head);
    }

    /** The group is durable now. */
    void keep() {
        group.forEach(durable::put);
        group.clear();
    }
}
