// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages in which people are told what is wrong with their files. */
public enum Language {
    EN,
    NL;

    /** The language with this ISO 639-1 code, in any case. */
    public static Optional<Language> of(String code) {
        return Stream.of(values())
                .filter(language -> language.name().equals(code.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
