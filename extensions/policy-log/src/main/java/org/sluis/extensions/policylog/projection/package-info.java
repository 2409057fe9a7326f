// SPDX-License-Identifier: Apache-2.0
/** Entries as rows that can be asked for; made anew from the log at any time, and never trusted by verification. */
package org.sluis.extensions.policylog.projection;
