// SPDX-License-Identifier: Apache-2.0
/** The storage of the policy log: write-ahead segments with group commit, node files, snapshots and sealing keys. */
package org.sluis.extensions.policylog.segments;
