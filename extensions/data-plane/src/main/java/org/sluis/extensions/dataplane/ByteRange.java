// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The part of a body that is asked for (RFC 9110, section 14).
 *
 * @param first position of the first byte; empty asks for the last {@code last} bytes
 * @param last position of the last byte; empty asks for all from {@code first} on
 */
public record ByteRange(OptionalLong first, OptionalLong last) {

    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    private static final Pattern SERVED = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    /** A part of a body of so many bytes; both positions are in it. */
    public record Span(long first, long last, long total) {

        long length() {
            return last - first + 1;
        }

        String contentRange() {
            return "bytes " + first + "-" + last + "/" + total;
        }
    }

    /** One range of bytes. Whatever else is asked for is answered with the whole body, as HTTP allows. */
    static Optional<ByteRange> read(List<String> headers) {
        if (headers.size() != 1) {
            return Optional.empty();
        }
        var matcher = ONE.matcher(headers.get(0).strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var range = new ByteRange(number(matcher.group(1)), number(matcher.group(2)));
        return range.isOrdered() ? Optional.of(range) : Optional.empty();
    }

    private static OptionalLong number(String digits) {
        return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }

    private boolean isOrdered() {
        return first.isEmpty() ? last.isPresent() : last.isEmpty() || first.getAsLong() <= last.getAsLong();
    }

    /** What that is of a body of so many bytes; empty if none of it is asked for. */
    Optional<Span> of(long total) {
        var from = first.orElseGet(() -> Math.max(0, total - last.getAsLong()));
        var to = first.isEmpty() ? total - 1 : Math.min(last.orElse(Long.MAX_VALUE), total - 1);
        return from > to ? Optional.empty() : Optional.of(new Span(from, to, total));
    }

    /** The part that a {@code Content-Range} says it is, if that is the one asked for here. */
    Optional<Span> served(String contentRange) {
        var given = SERVED.matcher(contentRange);
        return given.matches()
                ? of(Long.parseLong(given.group(3)))
                        .filter(span -> span.contentRange().equals(contentRange))
                : Optional.empty();
    }

    /** As a header's value. */
    @Override
    public String toString() {
        return "bytes=" + text(first) + "-" + text(last);
    }

    private static String text(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "";
    }
}
