// SPDX-License-Identifier: Apache-2.0
/** The Merkle tree of RFC 9162 section 2.1 with SHA-256, its proofs, and its tiles as C2SP tlog-tiles. */
package org.sluis.policies.log.merkle;
