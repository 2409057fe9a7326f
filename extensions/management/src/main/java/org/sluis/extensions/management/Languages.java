// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.util.Arrays;
import java.util.Locale;
import org.sluis.policies.odrl.Language;

/** The language in which somebody wants to be told. */
final class Languages {

    private Languages() {}

    /**
     * English unless another is named.
     *
     * @param name en, nl or de; null if none was named
     */
    static Language named(String name) {
        if (name == null) {
            return Language.EN;
        }
        return Arrays.stream(Language.values())
                .filter(language -> language.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("lang is '" + name + "'; it must be en, nl or de"));
    }
}
