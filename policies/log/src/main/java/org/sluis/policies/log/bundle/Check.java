// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Locale;

/** What is checked; the names stand in reports and on the format page. */
public enum Check {
    CONTAINER,
    FORMAT,
    MANIFEST,
    FILES,
    KEYS,
    CHECKPOINT,
    LEAF,
    INCLUSION,
    CONSISTENCY,
    STREAM,
    HEADS,
    PAYLOAD,
    ERASURE,
    RESTORED,
    TIME,
    WITNESS,
    PEER,
    POLICY,
    SEAL,
    RECEIPT;

    /** For example {@code inclusion}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
