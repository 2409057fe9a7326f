// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.sluis.extensions.products.SampleExports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis demo}: a whole data space on this machine. */
@Command(
        name = "demo",
        description =
                "Three firms on this machine share production status and forecasts, step by step; then they stay up.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int LOG_LINES = 60;

    @Mixin
    private Settings settings;

    @Option(names = "--once", description = "End after the steps; exit code 0 only if every step held.")
    private boolean once;

    @Option(names = "--hold", description = "Stay up after the steps, until Ctrl-C.")
    private boolean hold;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Use the ERP exports in DIR; the machine builder is the first customer in them.")
    private Path data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // What is wrong with the given exports is said before anything starts.
        var given = data == null ? null : DemoExports.in(data);
        var report = new DemoReport(settings);
        try (var firms = DemoFirms.create()) {
            var exports = given == null ? samples(firms.exports()) : given;
            firms.write(exports.builder());
            new DemoScript(report, firms, exports).run();
            if (!settings.json()) {
                settings.out().println(report.summary());
            }
            if (!report.allHeld() && settings.debug()) {
                logs(firms);
            }
            if (report.allHeld() && (hold || !once)) {
                stay(firms);
            }
        }
        return report.allHeld() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static DemoExports samples(Path folder) throws IOException {
        SampleExports.write(folder, LocalDate.now(ZoneId.of("Europe/Amsterdam")));
        return DemoExports.in(folder);
    }

    /** The firms' logs go with the firms; who debugs wants to see them first. */
    private void logs(DemoFirms firms) {
        for (var firm : firms.all()) {
            firm.tail(LOG_LINES).forEach(line -> settings.err().println(firm.name() + ": " + line));
        }
        settings.err().flush();
    }

    private void stay(DemoFirms firms) throws IOException, InterruptedException {
        if (!settings.json()) {
            settings.out().println("The firms stay up; Ctrl-C ends them and removes everything.");
            for (var firm : firms.all()) {
                settings.out()
                        .println("  " + firm.name() + ": "
                                + firm.json().path("managementAddress").asText() + ", try: sluis status --company "
                                + firm.folder());
            }
            settings.out().flush();
        }
        new CountDownLatch(1).await();
    }
}
