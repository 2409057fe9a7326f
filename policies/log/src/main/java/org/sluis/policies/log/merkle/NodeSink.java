// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import org.sluis.policies.log.Hash;

/** Port: takes each node at the moment its subtree is complete; leaves are nodes of level 0. */
public interface NodeSink {

    void complete(int level, long index, Hash hash);
}
