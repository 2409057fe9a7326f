// SPDX-License-Identifier: Apache-2.0
/** What seals and receipts have in common: how they are spelled, signed, sent and logged. */
package org.sluis.extensions.policylog.evidence;
