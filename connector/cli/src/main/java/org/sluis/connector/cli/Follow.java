// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/** Waits for each new version and writes it, over restarts of either side, until the data is denied. */
final class Follow {

    private static final String WAIT_SECONDS = "25";
    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 10_000;

    private final Settings settings;
    private final Received received;
    private final Function<Map<String, String>, GetCommand.Version> question;
    private long pause = FIRST_PAUSE;

    Follow(Settings settings, Received received, Function<Map<String, String>, GetCommand.Version> question) {
        this.settings = settings;
        this.received = received;
        this.question = question;
    }

    /** Ends by a failure only: a denial, a version that cannot be used, a folder that cannot be written. */
    int run() throws IOException, InterruptedException {
        while (true) {
            var after = Map.of("after", Long.toString(received.files().last()), "wait", WAIT_SECONDS);
            try (var version = question.apply(after)) {
                if (!version.isNone()) {
                    write(version);
                }
                pause = FIRST_PAUSE;
            } catch (CommandFailure e) {
                if (!ManagementClient.isTransient(e)) {
                    throw e;
                }
                waitAndGoOn(e.getMessage());
            }
        }
    }

    /** An answer that breaks off is asked for again; what was written before stays. */
    private void write(GetCommand.Version version) throws IOException, InterruptedException {
        byte[] document;
        try {
            document = version.read();
        } catch (IOException e) {
            waitAndGoOn("the answer broke off: " + e.getMessage());
            return;
        }
        received.write(version.sequence(), document, settings);
    }

    private void waitAndGoOn(String message) throws InterruptedException {
        if (pause == FIRST_PAUSE) {
            settings.err().println("sluis: " + message + "; trying again");
            settings.err().flush();
        }
        Thread.sleep(pause);
        pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
}
