// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import org.sluis.policies.log.Hash;

/** Port: the hashes of complete subtrees, wherever they are kept. */
public interface TreeNodes {

    /**
     * The hash over leaves {@code index << level} up to, not including, {@code (index + 1) << level}.
     *
     * @throws IllegalArgumentException when the tree does not reach that far
     */
    Hash node(int level, long index);
}
