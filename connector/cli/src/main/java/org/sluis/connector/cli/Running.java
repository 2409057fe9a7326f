// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;
import org.sluis.connector.runtime.ProcessLog;
import org.sluis.connector.runtime.SluisRuntime;

/** A connector in the foreground of this process. */
final class Running {

    private static final System.Logger LOG = System.getLogger(Running.class.getName());

    private Running() {}

    /** Starts it, does {@code then}, and returns when it is told to stop; also when standard input ends, if wished. */
    static int untilStopped(Path folder, boolean untilInputEnds, Consumer<SluisRuntime> then)
            throws InterruptedException {
        ProcessLog.configure();
        var stopped = new CountDownLatch(1);
        try (var runtime = start(folder)) {
            Runtime.getRuntime().addShutdownHook(new Thread(runtime::close, "sluis-stop"));
            if (untilInputEnds) {
                stopWithInput(stopped);
            }
            then.accept(runtime);
            stopped.await();
            return ExitCode.OK;
        }
    }

    private static SluisRuntime start(Path folder) {
        try {
            return SluisRuntime.start(folder);
        } catch (InvalidConfigurationException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new CommandFailure(ExitCode.FAILED, "the connector did not start: " + why(e), e);
        }
    }

    /** What the first of our own parts says that gave up; it names the thing and what to do. Otherwise the cause of all. */
    static String why(Throwable failure) {
        var cause = failure;
        while (!isOurs(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean isOurs(Throwable failure) {
        return failure.getClass().getName().startsWith("org.sluis.") && failure.getMessage() != null;
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
