// SPDX-License-Identifier: Apache-2.0
/** The seal of an agreement: both parties sign what they agreed on and where each of them logs it. No data flows before it. */
package org.sluis.extensions.policylog.seal;
