// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.io.IOException;
import java.util.logging.LogManager;

/** The log of the connector's own process: one line for each event, on standard error, and not what only a developer wants. */
public final class ProcessLog {

    private ProcessLog() {}

    /** Sets the process's log up; a configuration given to the virtual machine by its own property is left alone. */
    public static void configure() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try (var in = ProcessLog.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(in);
        } catch (IOException e) {
            throw new IllegalStateException("the log cannot be set up", e);
        }
    }
}
