// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.reference;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How values are written (profile, form). */
final class Lexical {
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern INSTANT =
            Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})"
                    + "(?:\\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))");
    private static final Pattern WEEKS = Pattern.compile("P([0-9]+)W");
    private static final Pattern DAYS_TO_SECONDS =
            Pattern.compile("P(?=[0-9T])(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?");
    private static final long LONGEST_SECONDS = 36_500L * 86_400;
    private static final Pattern DID = Pattern.compile(
            "did:[a-z0-9]+:(?:(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})*:)*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+");
    private static final Pattern IRI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|\\\\^`]+");
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private Lexical() {}

    static boolean isCount(String text) {
        return COUNT.matcher(text).matches();
    }

    static boolean isDid(String text) {
        return DID.matcher(text).matches();
    }

    static boolean isIri(String text) {
        return IRI.matcher(text).matches();
    }

    static boolean isThumbprint(String text) {
        return THUMBPRINT.matcher(text).matches();
    }

    static boolean isCountry(String text) {
        return COUNTRY.matcher(text).matches();
    }

    static Optional<Instant> instant(String text) {
        var match = INSTANT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var local = LocalDateTime.of(
                    number(match, 1),
                    number(match, 2),
                    number(match, 3),
                    number(match, 4),
                    number(match, 5),
                    number(match, 6));
            var fraction = match.group(7) == null ? "" : match.group(7);
            var nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
            return offsetSeconds(match)
                    .map(offset ->
                            local.toInstant(ZoneOffset.UTC).plusNanos(nanos).minusSeconds(offset));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Java's own offsets end at 18 hours, those of RFC 3339 at 23:59. */
    private static Optional<Long> offsetSeconds(Matcher match) {
        if (match.group(8) == null) {
            return Optional.of(0L);
        }
        var hours = number(match, 9);
        var minutes = number(match, 10);
        if (hours > 23 || minutes > 59) {
            return Optional.empty();
        }
        var seconds = hours * 3600L + minutes * 60L;
        return Optional.of(match.group(8).equals("-") ? -seconds : seconds);
    }

    static Optional<Duration> duration(String text) {
        var weeks = WEEKS.matcher(text);
        if (weeks.matches()) {
            return positive(seconds(weeks, 1, 7 * 86_400));
        }
        var match = DAYS_TO_SECONDS.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        return positive(seconds(match, 1, 86_400)
                .add(seconds(match, 2, 3600))
                .add(seconds(match, 3, 60))
                .add(seconds(match, 4, 1)));
    }

    private static BigInteger seconds(Matcher match, int group, long unit) {
        return match.group(group) == null
                ? BigInteger.ZERO
                : new BigInteger(match.group(group)).multiply(BigInteger.valueOf(unit));
    }

    private static Optional<Duration> positive(BigInteger seconds) {
        return seconds.signum() > 0 && seconds.compareTo(BigInteger.valueOf(LONGEST_SECONDS)) <= 0
                ? Optional.of(Duration.ofSeconds(seconds.longValue()))
                : Optional.empty();
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
