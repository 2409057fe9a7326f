// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants and durations as the profile writes them, and nothing else that Java would read. */
public final class Times {

    private static final Pattern INSTANT =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(\\.[0-9]{1,9})?"
                    + "(?:Z|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))");

    private static final String NUMBER = "([0-9]{1,12})";
    private static final Pattern WEEKS = Pattern.compile("P" + NUMBER + "W");
    private static final Pattern DAYS = Pattern.compile(
            "P(?:" + NUMBER + "D)?(?:T(?=[0-9])(?:" + NUMBER + "H)?(?:" + NUMBER + "M)?(?:" + NUMBER + "S)?)?");
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};
    private static final long MAX_SECONDS = 36_500L * 86_400;
    private static final int MAX_LENGTH = 64;

    private Times() {}

    /**
     * Reads an RFC 3339 instant: four-digit year, {@code T}, {@code Z} or an offset, at most nine fraction digits, no leap
     * second. Offsets go to 23:59, further than Java's own.
     */
    public static Optional<Instant> instant(String text) {
        Matcher matcher = INSTANT.matcher(text.length() > MAX_LENGTH ? "" : text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            String fraction = matcher.group(5) == null ? "" : matcher.group(5);
            LocalDateTime local = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2) + ":" + matcher.group(3)
                    + ":" + matcher.group(4) + fraction);
            return Optional.of(local.toInstant(ZoneOffset.UTC).minusSeconds(offsetSeconds(matcher)));
        } catch (DateTimeException e) {
            return Optional.empty(); // 30 February
        }
    }

    private static long offsetSeconds(Matcher matcher) {
        if (matcher.group(6) == null) {
            return 0;
        }
        long seconds = Long.parseLong(matcher.group(7)) * 3_600 + Long.parseLong(matcher.group(8)) * 60;
        return matcher.group(6).equals("-") ? -seconds : seconds;
    }

    /** Reads {@code PnW} or {@code PnDTnHnMnS} in whole numbers, above zero and at most {@code P36500D}; a day is 24 hours. */
    public static Optional<Duration> duration(String text) {
        String bounded = text.length() > MAX_LENGTH ? "" : text;
        Matcher weeks = WEEKS.matcher(bounded);
        if (weeks.matches()) {
            return within(Long.parseLong(weeks.group(1)) * 7 * 86_400);
        }
        Matcher days = DAYS.matcher(bounded);
        if (!days.matches()) {
            return Optional.empty();
        }
        long seconds = 0;
        for (int i = 0; i < SECONDS.length; i++) {
            String number = days.group(i + 1);
            seconds += number == null ? 0 : Long.parseLong(number) * SECONDS[i];
        }
        return within(seconds);
    }

    private static Optional<Duration> within(long seconds) {
        return seconds > 0 && seconds <= MAX_SECONDS ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }
}
