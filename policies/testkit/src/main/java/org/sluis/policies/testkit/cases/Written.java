// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants and durations in one of the ways in which they may be written. */
final class Written {
    private static final long DAY = 86_400;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private Written() {}

    static String instant(Instant instant, Choices choices) {
        var offsetMinutes = choices.chance(60) ? 0 : (int) choices.between(-17 * 60, 17 * 60);
        var local = instant.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        return SECONDS.format(local) + fraction(local.getNano(), choices) + offset(offsetMinutes, choices);
    }

    private static String fraction(int nanos, Choices choices) {
        var digits = String.valueOf(1_000_000_000L + nanos).substring(1);
        var length = digits.length();
        while (length > 0 && digits.charAt(length - 1) == '0') {
            length--;
        }
        if (choices.chance(20)) {
            return "." + digits;
        }
        return length == 0 ? "" : "." + digits.substring(0, length);
    }

    private static String offset(int minutes, Choices choices) {
        if (minutes == 0) {
            return choices.chance(80) ? "Z" : choices.of("+00:00", "-00:00");
        }
        var size = Math.abs(minutes);
        return (minutes < 0 ? "-" : "+") + twoDigits(size / 60) + ":" + twoDigits(size % 60);
    }

    private static String twoDigits(int number) {
        return String.valueOf(100 + number).substring(1);
    }

    static String duration(Duration duration, Choices choices) {
        var seconds = duration.toSeconds();
        if (seconds % (7 * DAY) == 0 && choices.chance(50)) {
            return "P" + seconds / (7 * DAY) + "W";
        }
        if (choices.chance(30)) {
            return "PT" + seconds + "S";
        }
        if (seconds % 60 == 0 && choices.chance(30)) {
            return "PT" + seconds / 60 + "M";
        }
        var days = seconds / DAY;
        var time = part(seconds % DAY / 3600, "H") + part(seconds % 3600 / 60, "M") + part(seconds % 60, "S");
        return "P" + part(days, "D") + (time.isEmpty() ? "" : "T" + time);
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }
}
