// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.Locale;
import java.util.Map;

/** The languages that policies are told in. */
public enum Language {
    EN,
    NL,
    DE;

    @SuppressWarnings("ImmutableEnumChecker") // Map.copyOf
    private final Map<String, String> sentences = Sentences.load(Language.class, "words", locale().getLanguage());

    /** The locale of the language, without a country. */
    public Locale locale() {
        return Locale.forLanguageTag(name().toLowerCase(Locale.ROOT));
    }

    /** The sentence or word of this name. */
    String words(String name) {
        String words = sentences.get(name);
        if (words == null) {
            throw new IllegalArgumentException("no words for " + name + " in " + this);
        }
        return words;
    }
}
