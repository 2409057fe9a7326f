// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.util.Map;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/**
 * A checkpoint of our own log that was shown to others.
 *
 * @param own with our signature alone
 * @param cosignatures the same text with the signature of one cosigner alone
 */
public record SeenCheckpoint(TreeHead head, SignedNote own, Map<Did, SignedNote> cosignatures) {

    public SeenCheckpoint {
        cosignatures = Map.copyOf(cosignatures);
    }
}
