// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The languages that policies are told in. */
public enum Language {
    EN,
    NL,
    DE;

    @SuppressWarnings("ImmutableEnumChecker") // Map.copyOf
    private final Map<String, String> sentences = load(locale().getLanguage());

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

    private static Map<String, String> load(String language) {
        String file = "words_" + language + ".properties";
        try (Reader reader = new InputStreamReader(Language.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            Map<String, String> words = new TreeMap<>();
            properties.forEach((name, text) -> words.put((String) name, (String) text));
            return Map.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
