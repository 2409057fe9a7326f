// SPDX-License-Identifier: Apache-2.0
/** Signed notes, checkpoints and cosignatures as C2SP signed-note, tlog-checkpoint and tlog-cosignature (Ed25519). */
package org.sluis.policies.log.note;
