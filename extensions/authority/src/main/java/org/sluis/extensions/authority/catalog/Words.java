// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.catalog;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words of a text, in one spelling: what is searched and what is searched for. */
final class Words {

    static final int MOST = 400;
    private static final int LONGEST = 60;

    private Words() {}

    /** Lower case, without accents; whatever is no letter or digit ends a word. */
    static List<String> of(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(
                        0, word.offsetByCodePoints(0, Math.min(LONGEST, word.codePointCount(0, word.length())))))
                .distinct()
                .limit(MOST)
                .toList();
    }
}
