// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs an embedded database, for tests that kill it. */
final class CompanyProcess implements AutoCloseable {

    private final Process jvm;
    private final BufferedReader output;
    final Database database;
    final long server;
    final long guard;

    private CompanyProcess(Process jvm) throws IOException {
        this.jvm = jvm;
        this.output = jvm.inputReader(StandardCharsets.UTF_8);
        var first = output.readLine();
        if (first == null || !first.startsWith("ready ")) {
            throw new IOException("no database: " + first);
        }
        var words = first.split(" ", -1);
        this.database = new Database(words[1], words[2], words[3]);
        this.server = Long.parseLong(words[4]);
        this.guard = Long.parseLong(words[5]);
    }

    static CompanyProcess start(Path folder) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                CompanyProcess.class.getName(),
                folder.toString());
        return new CompanyProcess(builder.redirectErrorStream(true).start());
    }

    /** kill -9 of the JVM alone. */
    void kill() {
        jvm.destroyForcibly();
        jvm.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** kill -9 of the JVM and of the guard that would stop its server. */
    void killWithGuard() {
        ProcessHandle.of(guard).orElseThrow().destroyForcibly();
        kill();
    }

    boolean serverRuns() {
        return runs(server);
    }

    /** A process that ended has no program any more, though a slow init may not have collected it yet. */
    static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws Exception {
        try (var database = EmbeddedDatabase.start(Path.of(arguments[0]))) {
            var reached = database.database();
            System.out.println("ready " + reached.url() + " " + reached.user() + " " + reached.password() + " "
                    + database.serverPid() + " " + database.guardPid());
            // Until the test closes the pipe or kills this process; never longer than a test takes.
            for (int second = 0; second < 120 && System.in.available() == 0; second++) {
                Thread.sleep(1_000);
            }
        }
    }
}
