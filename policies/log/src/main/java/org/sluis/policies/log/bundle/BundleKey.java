// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Locale;
import org.sluis.policies.log.note.VerifierKey;

/**
 * A key that signatures in a bundle are by.
 *
 * @param did who owns it
 */
public record BundleKey(Use use, String did, VerifierKey key) {

    /** What the key signs here. */
    public enum Use {
        /** Checkpoints, heads and the manifest of this log. */
        LOG,
        /** The other party: cosignatures on this log; checkpoint and heads of its own. */
        PEER,
        /** Somebody else: cosignatures on this log. */
        WITNESS;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
