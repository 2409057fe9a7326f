// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Stops the server when this process dies without stopping it: a shell that waits at the other end of a pipe. Where it is
 * killed as well, the next start finds the orphan.
 */
final class ServerGuard implements AutoCloseable {

    // Ctrl-C reaches the shell too, while the connector is still closing and needs its database.
    private static final String SCRIPT = "trap '' HUP INT TERM; read -r _ || kill -INT \"$1\"";

    private final Process shell;

    private ServerGuard(Process shell) {
        this.shell = shell;
    }

    static ServerGuard of(long server) throws IOException {
        var builder = new ProcessBuilder("sh", "-c", SCRIPT, "sluis-guard", Long.toString(server));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        return new ServerGuard(builder.start());
    }

    long pid() {
        return shell.pid();
    }

    /** Leaves the server alone. */
    @Override
    public void close() {
        try (var pipe = shell.getOutputStream()) {
            pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The shell is gone already: nothing left to call off.
        }
    }
}
