// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.status;

import java.util.BitSet;

/**
 * Which credentials were withdrawn, by their bits.
 *
 * @param version grows with each change
 */
public record StatusList(int number, long version, BitSet withdrawn) {

    /** Bits in a list, set or not (Bitstring Status List 1.0, section 6.1: at least 131,072 for privacy of a herd). */
    public static final int LENGTH = 131_072;

    /** Most bits that are given out, so that a random free one is soon found. */
    public static final int CAPACITY = LENGTH / 4;

    public StatusList {
        withdrawn = (BitSet) withdrawn.clone();
    }

    @Override
    public BitSet withdrawn() {
        return (BitSet) withdrawn.clone();
    }
}
