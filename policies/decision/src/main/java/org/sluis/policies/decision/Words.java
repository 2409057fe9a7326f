// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import java.util.Locale;

/** Names of enum constants as the machine interface writes them. */
final class Words {

    private Words() {}

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
