// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How the values of the ports look in columns. */
final class Values {

    /** Longest text, in characters, that is kept of what an asker chose. */
    static final int LONGEST = 2_000;

    private Values() {}

    /** PostgreSQL keeps microseconds. */
    static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static Instant requiredInstant(ResultSet row, String column) throws SQLException {
        return instant(row, column).orElseThrow();
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** Whether a row can have this very text: otherwise a search for it finds nothing. */
    static boolean isStorable(String text) {
        return text.length() <= LONGEST && text.equals(recordable(text));
    }

    /**
     * Text that the database takes, whatever it was: NUL and halves of surrogate pairs become U+FFFD, an end beyond 2,000
     * characters becomes an ellipsis. A denial must be recorded also when the asker chose such text.
     */
    static String recordable(String text) {
        var length = Math.min(text.length(), LONGEST);
        var clean = new StringBuilder(length + 1);
        for (int i = 0; i < length; ) {
            var point = text.codePointAt(i);
            i += Character.charCount(point);
            clean.appendCodePoint(point == 0 || isHalfOfAPair(point) ? 0xFFFD : point);
        }
        return text.length() > LONGEST ? clean.append('\u2026').toString() : clean.toString();
    }

    static String recordable(Optional<String> text) {
        return text.map(Values::recordable).orElse(null);
    }

    private static boolean isHalfOfAPair(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
