// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.util.Optional;
import org.sluis.extensions.policylog.Draft;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.SaltedPayload;

/**
 * A draft that is ready to be written.
 *
 * @param commitment of the payload
 * @param key the one that {@code sealed} was made with
 * @param destroys only of an erasure entry
 */
// nobody compares these
@SuppressWarnings("ArrayRecordComponent")
record SealedDraft(
        Draft draft, SaltedPayload payload, Hash commitment, KeyId key, byte[] sealed, Optional<Destruction> destroys) {

    /** About what it costs to keep it waiting or to write it. */
    int bytes() {
        return sealed.length + 1024;
    }
}
