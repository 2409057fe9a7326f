// SPDX-License-Identifier: Apache-2.0
/** Two and more logs that watch each other: cosigned checkpoints, signed stream heads, restored backups, and what is kept of it. */
package org.sluis.extensions.policylog.exchange;
