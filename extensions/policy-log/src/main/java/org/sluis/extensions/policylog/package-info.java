// SPDX-License-Identifier: Apache-2.0
/** One append-only log per company. What is decided takes effect only after it is in the log. */
package org.sluis.extensions.policylog;
