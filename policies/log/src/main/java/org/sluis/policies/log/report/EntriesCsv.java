// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.io.IOException;
import java.util.List;
import org.sluis.policies.log.bundle.Bundle;

/** The entries as RFC 4180 CSV: a header, then a row for each entry. */
public final class EntriesCsv {

    static final List<String> HEADER = List.of(
            "index",
            "time",
            "type",
            "decision",
            "partner",
            "agreement",
            "dataset",
            "moment",
            "purpose",
            "reasons",
            "bytes",
            "sha256",
            "actor",
            "erased by");

    private EntriesCsv() {}

    public static void write(Bundle bundle, Appendable out) throws IOException {
        row(HEADER, out);
        for (var entry : bundle.entries()) {
            var facts = EntryFacts.of(entry);
            row(
                    List.of(
                            Long.toString(facts.index()),
                            facts.logged().toString(),
                            facts.type(),
                            facts.decision(),
                            facts.partner(),
                            facts.agreement(),
                            facts.dataset(),
                            facts.moment(),
                            facts.purpose(),
                            facts.reasons(),
                            facts.bytes(),
                            facts.sha256(),
                            facts.actor(),
                            facts.erasedBy().isPresent()
                                    ? Long.toString(facts.erasedBy().getAsLong())
                                    : ""),
                    out);
        }
    }

    private static void row(List<String> cells, Appendable out) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        out.append("\r\n");
    }

    /** A cell that a spreadsheet takes for text: what begins like a formula gets an apostrophe in front. */
    static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0;
        var plain = (formula ? "'" : "") + Printable.text(text);
        // a semicolon divides cells where a comma divides decimals
        boolean quoted = plain.chars().anyMatch(c -> c == '"' || c == ',' || c == ';');
        return quoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }
}
