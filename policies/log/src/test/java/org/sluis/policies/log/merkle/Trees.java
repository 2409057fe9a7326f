// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Trees over the leaves "leaf 0", "leaf 1", ... */
final class Trees {

    private Trees() {}

    static byte[] leaf(long index) {
        return ("leaf " + index).getBytes(StandardCharsets.UTF_8);
    }

    static List<byte[]> leaves(int size) {
        return IntStream.range(0, size).mapToObj(Trees::leaf).toList();
    }

    static InMemoryNodes nodes(int size) {
        var nodes = new InMemoryNodes();
        var frontier = new Frontier(nodes);
        leaves(size).forEach(frontier::append);
        return nodes;
    }
}
