// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.json;

import java.util.Locale;

/** One of the three words of JSON. */
public enum JsonLiteral implements JsonValue {
    TRUE,
    FALSE,
    NULL;

    /** For example {@code true}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}
