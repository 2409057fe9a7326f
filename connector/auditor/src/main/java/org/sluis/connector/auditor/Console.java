// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.io.PrintStream;
import java.util.List;
import org.sluis.policies.log.report.Printable;

/**
 * Where the tool talks to people; whatever it is given, only visible characters reach a terminal.
 *
 * @param program what the tool was called as, for example {@code sluis log}
 */
record Console(String program, PrintStream out, PrintStream err) {

    void line(String text) {
        out.print(Printable.text(text) + "\n");
    }

    void lines(List<String> lines) {
        lines.forEach(this::line);
    }

    /** What every result must be read with. */
    void limits() {
        line("What no log can show: events that no side logged, use inside other systems, the destruction of copies.");
    }

    void error(String text) {
        err.print(program + ": " + Printable.text(text) + "\n");
    }

    /** What is not the result itself, but goes with it. */
    void note(String text) {
        err.print(Printable.text(text) + "\n");
    }
}
