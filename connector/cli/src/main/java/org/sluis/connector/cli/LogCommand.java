// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluis log}: what was decided and what happened, and evidence of it. */
@Command(
        name = "log",
        description = "Look into the policy log; make and check evidence of it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LogShowCommand.class,
            LogExportCommand.class,
            LogProveCommand.class,
            LogAuditCommand.Verify.class,
            LogAuditCommand.Reconcile.class,
            LogAuditCommand.Report.class,
            LogEraseCommand.class,
            LogRestoreCommand.class,
            LogRotateKeyCommand.class
        })
final class LogCommand implements Runnable {

    @Mixin
    private Settings settings;

    @Override
    public void run() {
        throw settings.usage("say what to do, for example: sluis log show");
    }
}
