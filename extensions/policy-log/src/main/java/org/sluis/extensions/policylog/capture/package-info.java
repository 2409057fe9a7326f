// SPDX-License-Identifier: Apache-2.0
/** Turns decisions and events into entries. */
package org.sluis.extensions.policylog.capture;
