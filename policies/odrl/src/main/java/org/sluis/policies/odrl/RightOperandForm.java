// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms a right operand can have; each is a string, compared character for character unless it is a time or a number. */
public enum RightOperandForm {
    TEXT("a text without control characters, not blank, of at most 2048 characters", Strings::isPlain),
    DID("a DID without path, query or fragment, such as did:web:b.example", RightOperandForm::isDid),
    INSTANT(
            "an instant such as 2026-11-21T10:00:00Z",
            text -> Times.instant(text).isPresent()),
    DURATION(
            "a duration such as P7D or PT15M, above zero and at most P36500D",
            text -> Times.duration(text).isPresent()),
    COUNT("a whole number from 1 to 999999999", matches("[1-9][0-9]{0,8}")),
    COUNTRY("a country in two upper-case letters, such as NL", matches("[A-Z]{2}")),
    THUMBPRINT("a key thumbprint of 43 base64url characters", matches("[A-Za-z0-9_-]{43}"));

    // DID Core section 3.1: method-name ":" *( *idchar ":" ) 1*idchar
    private static final Pattern DID_SYNTAX =
            Pattern.compile("did:[a-z0-9]+:(?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})");

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // keeps no state
    private final Predicate<String> accepts;

    RightOperandForm(String description, Predicate<String> accepts) {
        this.description = description;
        this.accepts = accepts;
    }

    /** Whether the text has this form. */
    public boolean accepts(String text) {
        return text.length() <= Strings.MAX_LENGTH && accepts.test(text);
    }

    /** The form in words, for messages. */
    public String description() {
        return description;
    }

    /** Whether it names something, so that {@code {"@id": ..}} may stand for the string. */
    boolean isIdentifier() {
        return this == TEXT || this == DID;
    }

    private static boolean isDid(String text) {
        return DID_SYNTAX.matcher(text).matches();
    }

    private static Predicate<String> matches(String expression) {
        return Pattern.compile(expression).asMatchPredicate();
    }
}
