// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import org.sluis.policies.log.Hash;

/**
 * An entry at its place in the log.
 *
 * @param index from 0
 * @param hash leaf hash of the record
 */
public record LogEntry(long index, LeafRecord leaf, Hash hash) {}
