// SPDX-License-Identifier: Apache-2.0
/** Do the bundles of both parties tell the same story? */
package org.sluis.policies.log.reconcile;
