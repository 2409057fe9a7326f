// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.edc.spi.monitor.Monitor;

/** Sends EDC's messages to the platform's logger. */
final class LoggedMonitor implements Monitor {

    /**
     * What EDC warns of and we mean: services replaced by ours, the vault and the encryption that keep nothing here, tokens
     * without a scope.
     */
    private static final Pattern MEANT = Pattern.compile("A service of the type .* has now been replaced with .*"
            + "|No EncryptionService registered.*|Using the InMemoryVault.*|No TokenDecorator was registered.*");

    private final Logger logger = System.getLogger("org.sluis.edc");

    @Override
    public void severe(Supplier<String> message, Throwable... errors) {
        log(Level.ERROR, message, errors);
    }

    @Override
    public void warning(Supplier<String> message, Throwable... errors) {
        var text = message.get();
        log(text != null && MEANT.matcher(text).matches() ? Level.DEBUG : Level.WARNING, () -> text, errors);
    }

    @Override
    public void info(Supplier<String> message, Throwable... errors) {
        // EDC says at info what only a developer of it wants to know
        log(Level.DEBUG, message, errors);
    }

    @Override
    public void debug(Supplier<String> message, Throwable... errors) {
        log(Level.TRACE, message, errors);
    }

    private void log(Level level, Supplier<String> message, Throwable... errors) {
        if (!logger.isLoggable(level)) {
            return;
        }
        var text = sanitizeMessage(message);
        if (errors == null || errors.length == 0) {
            logger.log(level, text);
        } else if (logger.isLoggable(Level.DEBUG)) {
            logger.log(level, text, errors[0]);
        } else {
            logger.log(level, text + ": " + rootMessage(errors[0]));
        }
    }

    private static String rootMessage(Throwable error) {
        var root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).replaceAll("[\\r\\n]+", " ");
    }
}
