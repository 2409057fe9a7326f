// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import org.sluis.policies.log.Hash;

/**
 * How many leaves a tree has and what they hash to.
 *
 * @param size at least 0
 */
public record TreeHead(long size, Hash root) {

    public static final TreeHead EMPTY = new TreeHead(0, TreeHashing.EMPTY);

    public TreeHead {
        if (size < 0) {
            throw new IllegalArgumentException("a tree cannot have " + size + " leaves");
        }
    }
}
