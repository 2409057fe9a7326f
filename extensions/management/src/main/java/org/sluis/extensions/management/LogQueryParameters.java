// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a query of the log may be limited by, as it is spelled in an address; anything else is refused. */
final class LogQueryParameters {

    private static final int MOST = 10_000;
    private static final Set<String> DECISIONS = Set.of("allow", "deny");

    private LogQueryParameters() {}

    static Set<String> outcomes(String outcome) {
        if (outcome == null) {
            return DECISIONS;
        }
        return switch (outcome) {
            case "allow", "deny", "error" -> Set.of(outcome);
            case "any" -> Set.of();
            default ->
                throw Refusal.invalid(
                        "outcome is '" + outcome + "'; it can be allow, deny, error, or any for events as well");
        };
    }

    static Optional<Instant> instant(String name, String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            throw Refusal.invalid(name + " is '" + text + "'; it must be like 2026-11-21T10:00:00Z");
        }
    }

    static int limit(String limit) {
        if (limit == null) {
            return 50;
        }
        try {
            var number = Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Refusal.invalid("limit is '" + limit + "'; it must be a number");
        }
        throw Refusal.invalid("limit is " + limit + "; it can be 1 to " + MOST);
    }
}
