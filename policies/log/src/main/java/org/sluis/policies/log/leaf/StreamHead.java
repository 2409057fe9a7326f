// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import org.sluis.policies.log.Hash;

/**
 * The end of a stream.
 *
 * @param entries how many leaves the stream has, at least 1
 * @param leaf leaf hash of the last
 * @param index where the last stands in the log
 */
public record StreamHead(long entries, Hash leaf, long index) {}
