// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs one of PostgreSQL's programs to its end, within a bounded time. */
final class PostgresCommand {

    private final Path home;
    private final List<String> prefix;

    PostgresCommand(Path home) throws IOException, InterruptedException {
        this.home = home;
        this.prefix = prefix();
    }

    /** What it printed goes to {@code log}, because a server that it leaves behind would keep a pipe open. */
    Result run(Path log, Duration limit, String program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        var code = execute(command, log, limit);
        return new Result(code, Tail.of(log, 0));
    }

    record Result(int code, String output) {}

    private static int execute(List<String> command, Path log, Duration limit)
            throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.directory(log.getParent().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end after " + limit.toSeconds() + " s: " + command.get(0));
        }
        return process.exitValue();
    }

    /** PostgreSQL refuses to run as root. In a user namespace without a mapping the same process is nobody in particular. */
    private static List<String> prefix() throws IOException, InterruptedException {
        var me = ProcessHandle.current().info().user().orElse(System.getProperty("user.name"));
        if (!me.equals("root")) {
            return List.of();
        }
        var probe = Files.createTempFile("sluis", ".log");
        try {
            if (execute(List.of("unshare", "-U", "true"), probe, Duration.ofSeconds(10)) == 0) {
                return List.of("unshare", "-U");
            }
        } catch (IOException e) {
            // Answered below: there is no such program here.
        } finally {
            Files.deleteIfExists(probe);
        }
        throw new StorageException(
                "The embedded database cannot run as root on this machine, because user namespaces are"
                        + " switched off. Run the connector as an ordinary user, or use an external database.");
    }
}
