// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences of one subject in every language, from files {@code <subject>_<language>.properties} beside a class. */
public final class Sentences {

    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    private final String subject;
    private final Map<Language, Map<String, String>> words = new EnumMap<>(Language.class);

    /** Reads them; whoever lacks a language learns it at once. */
    public Sentences(Class<?> beside, String subject) {
        this.subject = subject;
        for (Language language : Language.values()) {
            words.put(language, load(beside, subject, language.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** The sentence of this name; a value stands for {@code {0}}, the next for {@code {1}} and so on. */
    public String in(Language language, String name, String... values) {
        return find(language, name, values)
                .orElseThrow(() -> new IllegalArgumentException("no " + subject + " for " + name + " in " + language));
    }

    /** The same, where nobody promised that there is one. */
    public Optional<String> find(Language language, String name, String... values) {
        return Optional.ofNullable(words.get(language).get(name))
                // At once: a value may look like a place itself.
                .map(sentence -> PLACE.matcher(sentence)
                        .replaceAll(place -> Matcher.quoteReplacement(values[Integer.parseInt(place.group(1))])));
    }

    static Map<String, String> load(Class<?> beside, String subject, String language) {
        String file = subject + "_" + language + ".properties";
        try (InputStream stream = beside.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no " + file + " beside " + beside.getName());
            }
            Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
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
