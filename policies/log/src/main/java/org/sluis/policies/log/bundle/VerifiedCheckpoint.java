// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Collection;
import java.util.List;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.SignatureType;
import org.sluis.policies.log.note.VerifiedSignature;
import org.sluis.policies.log.note.VerifierKey;

/**
 * A checkpoint that the log signed.
 *
 * @param signatures the verified ones, the log's own among them
 */
record VerifiedCheckpoint(String file, Checkpoint checkpoint, List<VerifiedSignature> signatures) {

    TreeHead head() {
        return checkpoint.head();
    }

    /** Cosignatures by any of these keys. */
    List<VerifiedSignature> cosignatures(Collection<VerifierKey> by) {
        return signatures.stream()
                .filter(signature ->
                        signature.key().type() == SignatureType.COSIGNATURE && by.contains(signature.key()))
                .toList();
    }

    /** All cosignatures, whoever made them. */
    List<VerifiedSignature> cosignatures() {
        return signatures.stream()
                .filter(signature -> signature.key().type() == SignatureType.COSIGNATURE)
                .toList();
    }
}
