// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import java.util.Map;

/** Where a company keeps its named secrets. */
public interface SecretStore {

    /** All entries; the arrays are copies. */
    Map<String, byte[]> entries();

    /**
     * Replaces all entries, as one step.
     *
     * @throws UnusableKeysException if it cannot be done; the old entries remain
     */
    void replace(Map<String, byte[]> next);
}
