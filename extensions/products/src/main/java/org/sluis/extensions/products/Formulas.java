// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

/**
 * Text of another company that a spreadsheet would run as a formula gets an apostrophe before it.
 *
 * <p>Only in CSV files; the JSON beside it has the text as it is. Reading an export takes the apostrophe away again.
 */
final class Formulas {
    private static final String STARTS = "=+-@\t\r";

    private Formulas() {}

    static String escaped(String text) {
        return runs(text) || (text.startsWith("'") && runs(text.substring(1))) ? "'" + text : text;
    }

    static String unescaped(String text) {
        return text.startsWith("'") && (runs(text.substring(1)) || (text.startsWith("''") && runs(text.substring(2))))
                ? text.substring(1)
                : text;
    }

    private static boolean runs(String text) {
        return !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0;
    }
}
