// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.util.ArrayList;
import java.util.List;
import org.sluis.policies.log.Hash;

/**
 * Shows that a tree is the beginning of a later one.
 *
 * @param path in the order of RFC 9162 section 2.1.4.1
 */
public record ConsistencyProof(List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Verifies after RFC 9162 section 2.1.4.2; from the empty tree nothing can be proven. */
    public boolean proves(TreeHead first, TreeHead second) {
        if (first.size() < 1 || first.size() > second.size()) {
            return false;
        }
        if (first.size() == second.size()) {
            return path.isEmpty() && first.root().equals(second.root());
        }
        return !path.isEmpty() && walk(first, second);
    }

    private boolean walk(TreeHead first, TreeHead second) {
        var hashing = new TreeHashing();
        var steps = new ArrayList<Hash>();
        if (Long.bitCount(first.size()) == 1) {
            steps.add(first.root());
        }
        steps.addAll(path);
        int rise = Long.numberOfTrailingZeros(~(first.size() - 1));
        long fn = (first.size() - 1) >> rise;
        long sn = (second.size() - 1) >> rise;
        var fr = steps.get(0);
        var sr = steps.get(0);
        for (var c : steps.subList(1, steps.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = hashing.node(c, fr);
                sr = hashing.node(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = hashing.node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr.equals(first.root()) && sr.equals(second.root());
    }
}
