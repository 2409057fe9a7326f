// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

/**
 * What is wrong at one place of an export.
 *
 * @param row as a spreadsheet counts: the header is 1; 0 when it is about the whole file
 * @param column name in the header; empty when it is about the whole row
 */
public record Fault(int row, String column, Sentence sentence) {

    static Fault ofFile(Sentence sentence) {
        return new Fault(0, "", sentence);
    }

    /** Such as {@code rij 14, kolom Leverdatum: "31-02-2026" is geen datum}. */
    public String in(Language language) {
        var place = new StringBuilder();
        if (row > 0) {
            place.append(language == Language.NL ? "rij " : "row ").append(row);
        }
        if (!column.isEmpty()) {
            place.append(place.isEmpty() ? "" : ", ")
                    .append(language == Language.NL ? "kolom " : "column ")
                    .append(column);
        }
        return place.append(place.isEmpty() ? "" : ": ")
                .append(sentence.in(language))
                .toString();
    }

    @Override
    public String toString() {
        return in(Language.EN);
    }
}
