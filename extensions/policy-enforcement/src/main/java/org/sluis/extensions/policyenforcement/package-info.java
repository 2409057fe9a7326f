// SPDX-License-Identifier: Apache-2.0
/** Binds our reading of policies and our decision on them to EDC. */
package org.sluis.extensions.policyenforcement;
