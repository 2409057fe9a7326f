// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/**
 * The log of somebody else, as we have seen it. A log belongs to who publishes its key: the same origin under two DIDs is two logs.
 *
 * @param head the largest that we cosigned
 * @param checkpoint over that head, with its owner's signature alone
 * @param heads where its streams that we may know end, with its owner's signature alone; may be over an earlier tree
 */
public record WitnessedLog(
        Did owner, String origin, TreeHead head, SignedNote checkpoint, Optional<SignedNote> heads) {}
