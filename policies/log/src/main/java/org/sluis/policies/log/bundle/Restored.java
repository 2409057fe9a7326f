// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.TreeHead;

/**
 * A restored backup: the log goes on from {@code size} entries.
 *
 * @param index of the entry that says so
 * @param lost heads of the lost continuation that had been seen
 */
record Restored(long index, long size, List<TreeHead> lost) {

    /** Reads the member {@code restored} of the payload of entry {@code index}. */
    static Optional<Restored> of(long index, JsonNode node) {
        var lost = new ArrayList<TreeHead>();
        if (!node.path("lost").isArray()) {
            return Optional.empty();
        }
        for (var head : node.path("lost")) {
            var root = Payloads.text(head.path("root")).flatMap(Hash::fromBase64);
            var size = Payloads.number(head.path("size"));
            if (root.isEmpty() || size.isEmpty()) {
                return Optional.empty();
            }
            lost.add(new TreeHead(size.get(), root.get()));
        }
        return Payloads.number(node.path("size")).map(size -> new Restored(index, size, List.copyOf(lost)));
    }
}
