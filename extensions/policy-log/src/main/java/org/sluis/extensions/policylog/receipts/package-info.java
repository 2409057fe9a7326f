// SPDX-License-Identifier: Apache-2.0
/** Receipts: who received data logs it first and then says so, signed, to who sent it. */
package org.sluis.extensions.policylog.receipts;
