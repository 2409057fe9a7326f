// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The length of a rolling window in the policy profile's form: {@code PnW} or {@code PnDTnHnMnS}, whole and positive. */
final class WindowLength {

    private static final Pattern FORM = Pattern.compile(
            "P(?:(\\d{1,5})W|(?=[\\dT])(?:\\d{1,5}D)?(?:T(?=\\d)(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,12}S)?)?)");

    private WindowLength() {}

    /** In seconds; empty for a text of another form. */
    static Optional<Long> seconds(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            var length = matcher.group(1) == null
                    ? Duration.parse(text)
                    : Duration.ofDays(7 * Long.parseLong(matcher.group(1)));
            return length.isZero() ? Optional.empty() : Optional.of(length.toSeconds());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
