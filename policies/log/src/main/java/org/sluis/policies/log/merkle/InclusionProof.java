// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.util.List;
import org.sluis.policies.log.Hash;

/**
 * Shows that a leaf stands at an index of a tree: the siblings from the leaf up to the root's child.
 *
 * @param path bottom first
 */
public record InclusionProof(List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Verifies after RFC 9162 section 2.1.3.2; a size or index that cannot be is never proven. */
    public boolean proves(Hash leaf, long index, TreeHead head) {
        if (index < 0 || index >= head.size()) {
            return false;
        }
        var hashing = new TreeHashing();
        long fn = index;
        long sn = head.size() - 1;
        var r = leaf;
        for (var p : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = hashing.node(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = hashing.node(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && r.equals(head.root());
    }
}
