// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import java.security.MessageDigest;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;

/** Hashes leaves and nodes as RFC 9162 section 2.1.1 says; for one thread. */
public final class TreeHashing {

    /** The hash of the tree without leaves. */
    public static final Hash EMPTY = Sha256.of(new byte[0]);

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest = Sha256.digest();
    private final byte[] node = new byte[1 + 2 * Hash.BYTES];

    /** HASH(0x00 || leaf). */
    public Hash leaf(byte[] leaf) {
        digest.update(LEAF);
        return Hash.of(digest.digest(leaf));
    }

    /** HASH(0x01 || left || right). */
    public Hash node(Hash left, Hash right) {
        node[0] = NODE;
        left.copyTo(node, 1);
        right.copyTo(node, 1 + Hash.BYTES);
        return Hash.of(digest.digest(node));
    }
}
