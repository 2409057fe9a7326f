// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

/** Port: the bytes of tiles, wherever they are kept. */
public interface TileSource {

    /**
     * The tile's hashes one after the other, at least as many as the address says.
     *
     * @throws IllegalArgumentException when there is no such tile
     */
    byte[] read(TileAddress address);
}
