// SPDX-License-Identifier: Apache-2.0
/** Evidence for others: bundles and proofs. */
package org.sluis.extensions.policylog.export;
