// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

/** As much of a text that somebody else chose as a record takes. */
final class Excerpt {

    private static final String MORE = "\u2026";

    private Excerpt() {}

    /** At most that many characters and an ellipsis; no pair of characters is cut in half. */
    static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + MORE;
    }
}
