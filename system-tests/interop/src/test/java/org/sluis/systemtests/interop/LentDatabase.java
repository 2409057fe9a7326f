// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL in a process of its own, until it is closed. */
record LentDatabase(Process process, String url, String user, String password) implements AutoCloseable {

    /** The lender is a command that prints address, user and password of a database that it makes in the folder behind it. */
    static LentDatabase start(List<String> lender, Path folder) throws IOException {
        var command = new ArrayList<>(lender);
        command.add(folder.toString());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        return new LentDatabase(process, lines.readLine(), lines.readLine(), lines.readLine());
    }

    StockConnector connector() {
        return StockConnector.on(url, user, password);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
