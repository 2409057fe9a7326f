// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * One thing that a check found.
 *
 * @param verdict {@link Verdict#OK} for what the reader should merely know
 * @param file in the bundle
 * @param entry index in the log, where one is concerned
 */
public record Finding(Check check, Verdict verdict, String file, OptionalLong entry, String message) {

    /** One line for people. */
    public String line() {
        var where = entry.isPresent() ? file + ", entry " + entry.getAsLong() : file;
        return verdict.name().toLowerCase(Locale.ROOT) + ": " + check.label() + ": " + where + ": " + message;
    }
}
