// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.util.Locale;

/**
 * Text of strangers made fit to be shown: what would be invisible, move the cursor or turn the direction of reading is spelled
 * out.
 */
public final class Printable {

    private Printable() {}

    /** The text, with control, format and unpaired characters as their code, for example {@code ⟨U+202E⟩}. */
    public static String text(String text) {
        if (text.codePoints().noneMatch(Printable::hidden)) {
            return text;
        }
        var shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (hidden(point)) {
                shown.append(String.format(Locale.ROOT, "⟨U+%04X⟩", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> (point & 0xfffe) == 0xfffe;
        };
    }
}
