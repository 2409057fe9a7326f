// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The report beside a rejected file, for the person who looks after the export. */
final class RejectionReport {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RejectionReport() {}

    static String text(String file, CheckedExport.Rejected rejected, Instant at, Language language) {
        var text = new StringBuilder();
        line(text, head(file, at).in(language));
        line(text, "");
        line(text, count(rejected).in(language));
        places(text, rejected.faults(), language);
        if (!rejected.warnings().isEmpty()) {
            line(text, "");
            line(text, new Sentence("Noticed as well:", "Verder opgevallen:").in(language));
            places(text, rejected.warnings(), language);
        }
        line(text, "");
        line(text, advice().in(language));
        return text.toString();
    }

    private static Sentence head(String file, Instant at) {
        return new Sentence(
                file + " was rejected at " + TIME.format(at)
                        + " UTC.\nNothing of it was published; what was published before stays in force.",
                file + " is geweigerd op " + TIME.format(at)
                        + " UTC.\nEr is niets uit gepubliceerd; wat eerder gepubliceerd was, blijft gelden.");
    }

    private static Sentence count(CheckedExport.Rejected rejected) {
        int count = rejected.faultCount();
        int shown = rejected.faults().size();
        return new Sentence(
                count + (count == 1 ? " fault" : " faults") + (shown < count ? ", of which the first " + shown : "")
                        + ":",
                count + (count == 1 ? " fout" : " fouten") + (shown < count ? ", waarvan de eerste " + shown : "")
                        + ":");
    }

    private static Sentence advice() {
        return new Sentence(
                "Correct this in the ERP system or in mapping.yaml, and export again into the folder above this one.",
                "Herstel dit in het ERP-systeem of in mapping.yaml, en exporteer opnieuw naar de map boven deze.");
    }

    private static void places(StringBuilder text, List<Fault> faults, Language language) {
        faults.forEach(fault -> line(text, "  " + fault.in(language)));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
