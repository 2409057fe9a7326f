// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.json.JsonArray;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.merkle.TreeHead;

/**
 * A restored backup: the log goes on from {@code size} entries.
 *
 * @param index of the entry that says so
 * @param lost heads of the lost continuation that had been seen
 */
record Restored(long index, long size, List<TreeHead> lost) {

    /** Reads the member {@code restored} of the payload of entry {@code index}. */
    static Optional<Restored> of(long index, JsonValue json) {
        var lost = new ArrayList<TreeHead>();
        if (!(json.at("lost").orElse(null) instanceof JsonArray heads)) {
            return Optional.empty();
        }
        for (var head : heads.elements()) {
            var root = head.text("root").flatMap(Hash::fromBase64);
            var size = head.count("size");
            if (root.isEmpty() || size.isEmpty()) {
                return Optional.empty();
            }
            lost.add(new TreeHead(size.get(), root.get()));
        }
        return json.count("size").map(size -> new Restored(index, size, List.copyOf(lost)));
    }
}
