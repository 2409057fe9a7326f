// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.sluis.policies.log.bundle.Progress;

/** Tells how far long work is: nothing in the first two seconds, then twice a second. */
final class ProgressLine implements Progress {

    private static final long SECOND = 1_000_000_000L;
    /** The clock is looked at once in so many entries. */
    private static final int EVERY = 1_024;

    private final PrintStream err;
    private final boolean terminal;
    private long next = System.nanoTime() + 2 * SECOND;
    private boolean shown;

    private ProgressLine(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** For the standard error when it is a terminal, or when it is asked for. */
    static Progress on(PrintStream err, boolean asked) {
        boolean terminal = isTerminal(err);
        return asked || terminal ? new ProgressLine(err, terminal) : Progress.NONE;
    }

    @Override
    public void entries(String step, long done, long all) {
        if (done == all) {
            clear();
        } else if (done % EVERY == 0 && System.nanoTime() - next > 0) {
            next = System.nanoTime() + SECOND / 2;
            shown = true;
            err.print((terminal ? "\r" : "")
                    + String.format(Locale.ROOT, "%s: %,d of %,d entries", step, done, all)
                    + (terminal ? "\u001b[K" : "\n"));
            err.flush();
        }
    }

    private void clear() {
        if (shown && terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
        shown = false;
    }

    /** Java does not tell it; Linux does. Elsewhere nobody can, so only --progress helps. */
    private static boolean isTerminal(PrintStream err) {
        var link = Path.of("/proc/self/fd/2");
        if (err != System.err || !Files.isSymbolicLink(link)) {
            return false;
        }
        try {
            var target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
