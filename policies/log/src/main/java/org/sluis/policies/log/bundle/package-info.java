// SPDX-License-Identifier: Apache-2.0
/** Evidence to take away: bundles of entries with their proofs, how they are written and how they are verified offline. */
package org.sluis.policies.log.bundle;
