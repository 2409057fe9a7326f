// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

/** What a string in a policy may contain, so that two people who see the same text see the same policy. */
final class Strings {

    static final int MAX_LENGTH = 2048;

    private Strings() {}

    /** Whether every character can be seen and encoded: no control, format or line characters, no half surrogate pair. */
    static boolean isPlain(String text) {
        if (text.isBlank() || text.length() > MAX_LENGTH || !text.equals(text.strip())) {
            return false;
        }
        return text.codePoints().noneMatch(Strings::isHidden);
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** As {@link #isPlain}, without any white space: a participant, a dataset, a policy. */
    static boolean isIdentifier(String text) {
        return isPlain(text) && text.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }
}
