// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import java.util.Optional;
import java.util.regex.Pattern;
import org.sluis.extensions.identity.did.Did;

/** What an authority gives a firm that may join: {@code did:web:authority.example?invitation=<code>}. */
public record Invitation(Did authority, String code) {

    private static final String PARAMETER = "?invitation=";
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{8,128}");

    /** Reads an invitation; empty if the text is none. */
    public static Optional<Invitation> of(String text) {
        var stripped = text.strip();
        var at = stripped.indexOf(PARAMETER);
        if (at < 0) {
            return Optional.empty();
        }
        var did = stripped.substring(0, at);
        var code = stripped.substring(at + PARAMETER.length());
        return Did.isOne(did) && CODE.matcher(code).matches()
                ? Optional.of(new Invitation(new Did(did), code))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "invitation of " + authority;
    }
}
