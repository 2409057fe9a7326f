// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The tool itself; never ends the process that it runs in. */
public final class Auditor {

    static final int OK = 0;
    static final int USAGE = 2;
    static final int UNREADABLE = 3;

    private static final String OWN_NAME = "sluis-log";

    private Auditor() {}

    /** Runs the tool as a program of its own. */
    public static int run(List<String> args, PrintStream out, PrintStream err) {
        return run(OWN_NAME, args, out, err);
    }

    /**
     * Runs the tool.
     *
     * @param program what it was called as, for usage and errors; for example {@code sluis log}
     * @param args the verb and its arguments
     * @return the exit code: 0 verified, 1 tampered, 2 usage, 3 unreadable, 4 incomplete or one-sided
     */
    public static int run(String program, List<String> args, PrintStream out, PrintStream err) {
        var console = new Console(program, out, err);
        try {
            return verb(console, args);
        } catch (UsageException e) {
            console.error(e.getMessage());
            console.error("see " + program + " --help");
            return USAGE;
        } catch (FileException e) {
            console.error(e.getMessage());
            return UNREADABLE;
        } catch (IOException e) {
            console.error("the output cannot be written: " + e.getMessage());
            return UNREADABLE;
        } catch (OutOfMemoryError e) {
            console.error("the bundle needs more memory than Java may use here; start it as java -Xmx8g -jar ...");
            return UNREADABLE;
        } catch (InternalError e) {
            // what a mapped file gives when it is cut while it is read
            console.error("a file changed while it was read; copy it to a disk of your own and try again");
            return UNREADABLE;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int verb(Console console, List<String> args) throws UsageException, FileException, IOException {
        if (args.isEmpty()) {
            throw new UsageException("say what to do: verify, reconcile, report or prove");
        }
        var rest = args.subList(1, args.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            Usage.print(console.program(), console.out());
            return OK;
        }
        return switch (args.get(0)) {
            case "verify" -> Verify.run(console, rest);
            case "reconcile" -> Reconcile.run(console, rest);
            case "report" -> Report.run(console, rest);
            case "prove" -> Prove.run(console, rest);
            case "--help", "-h", "help" -> {
                Usage.print(console.program(), console.out());
                yield OK;
            }
            default -> throw new UsageException("unknown command " + args.get(0));
        };
    }
}
