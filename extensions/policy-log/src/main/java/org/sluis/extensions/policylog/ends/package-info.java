// SPDX-License-Identifier: Apache-2.0
/** Ends of agreements: who ends one tells the other party, signed, until it says that it knows. */
package org.sluis.extensions.policylog.ends;
