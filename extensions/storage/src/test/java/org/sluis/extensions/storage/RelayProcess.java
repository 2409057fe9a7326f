// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sluis.policies.usage.PolicyEvents;

/** A process that passes events on to a file and dies right after one of them is durable there. */
final class RelayProcess {

    private RelayProcess() {}

    /** Address and user of the database, the file, and after how many events to die. */
    public static void main(String[] arguments) throws Exception {
        var database = new Database(arguments[0], arguments[1], arguments[2]);
        var left = new int[] {Integer.parseInt(arguments[4])};
        try (var pool = Connections.pool(database, "relay", 2);
                var notifications = new Notifications(database)) {
            var record = into(Path.of(arguments[3]));
            PolicyEvents deadly = event -> {
                record.append(event);
                left[0]--;
                if (left[0] == 0) {
                    Runtime.getRuntime().halt(137);
                }
            };
            var relay = new PostgresOutbox(pool, notifications).relayTo(deadly);
            Thread.sleep(30_000);
            relay.close();
        }
    }

    /** One line for each event, none twice. */
    static PolicyEvents into(Path file) {
        return event -> {
            try {
                if (!Files.exists(file)
                        || !Files.readAllLines(file).contains(event.id().toString())) {
                    Files.writeString(
                            file,
                            event.id() + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND,
                            StandardOpenOption.DSYNC);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    static int run(Database database, Path file, int deadAfter) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayProcess.class.getName(),
                        database.url(),
                        database.user(),
                        String.valueOf(database.password()),
                        file.toString(),
                        String.valueOf(deadAfter))
                .inheritIO()
                .start()
                .waitFor();
    }
}
