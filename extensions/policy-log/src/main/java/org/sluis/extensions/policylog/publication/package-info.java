// SPDX-License-Identifier: Apache-2.0
/** What everybody may see of the log: its keys, signed checkpoints and tiles; nothing of the content. */
package org.sluis.extensions.policylog.publication;
