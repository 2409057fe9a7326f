// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluis.connector.auditor.Auditor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Verbs of the auditor's tool, which is a program of its own as well: {@code sluis-log.jar}. */
abstract sealed class LogAuditCommand implements Callable<Integer> {

    private final String verb;

    /** Whatever the tool understands; it explains itself. */
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    private LogAuditCommand(String verb) {
        this.verb = verb;
    }

    @Override
    public Integer call() {
        var all = new ArrayList<String>();
        all.add(verb);
        all.addAll(arguments);
        return Auditor.run("sluis log", all, System.out, System.err);
    }

    /** {@code sluis log verify}. */
    @Command(name = "verify", description = "Check a bundle or a proof, offline.")
    static final class Verify extends LogAuditCommand {
        Verify() {
            super("verify");
        }
    }

    /** {@code sluis log reconcile}. */
    @Command(name = "reconcile", description = "Check and compare the bundles of both sides of an agreement, offline.")
    static final class Reconcile extends LogAuditCommand {
        Reconcile() {
            super("reconcile");
        }
    }

    /** {@code sluis log report}. */
    @Command(name = "report", description = "Write a checked bundle as a page for people, CSV or JSON Lines, offline.")
    static final class Report extends LogAuditCommand {
        Report() {
            super("report");
        }
    }
}
