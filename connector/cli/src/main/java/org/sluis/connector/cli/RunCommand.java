// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;
import org.sluis.connector.runtime.ProcessLog;
import org.sluis.connector.runtime.SluisRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluis run}: the connector in the foreground, until it is told to stop. */
@Command(
        name = "run",
        description = "Run the connector in the foreground until Ctrl-C or a TERM signal.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private static final System.Logger LOG = System.getLogger(RunCommand.class.getName());

    @Mixin
    private Settings settings;

    @Mixin
    private Company company;

    @Option(
            names = "--until-input-ends",
            description =
                    "Also stop when standard input ends, so that no connector outlives the program that started it.")
    private boolean untilInputEnds;

    @Override
    public Integer call() throws InterruptedException {
        ProcessLog.configure();
        var stopped = new CountDownLatch(1);
        try (var runtime = start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(runtime::close, "sluis-stop"));
            if (untilInputEnds) {
                stopWithInput(stopped);
            }
            var listeners = runtime.configuration().listeners();
            var ready = Json.object()
                    .put("ready", runtime.configuration().participant().id())
                    .put("pid", ProcessHandle.current().pid())
                    .put("publicAddress", listeners.open().address())
                    .put("managementAddress", listeners.management().address());
            new Printer(settings)
                    .tell(
                            ready,
                            told -> runtime.configuration().participant().name() + " is ready; partners reach it at "
                                    + listeners.open().address() + "/dsp, Ctrl-C stops it");
            stopped.await();
            return ExitCode.OK;
        }
    }

    private SluisRuntime start() {
        try {
            return SluisRuntime.start(company.folder());
        } catch (InvalidConfigurationException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new CommandFailure(ExitCode.FAILED, "the connector did not start: " + root(e), e);
        }
    }

    private static String root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static void stopWithInput(CountDownLatch stopped) {
        var watcher = new Thread(() -> awaitEndOfInput(stopped), "sluis-input");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void awaitEndOfInput(CountDownLatch stopped) {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken input has ended too.
            LOG.log(Level.DEBUG, "standard input broke", e);
        } finally {
            stopped.countDown();
        }
    }
}
