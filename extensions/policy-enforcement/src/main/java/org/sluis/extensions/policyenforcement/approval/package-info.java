// SPDX-License-Identifier: Apache-2.0
/** Terms that wait: what house rules and people say of them, and what follows. */
package org.sluis.extensions.policyenforcement.approval;
