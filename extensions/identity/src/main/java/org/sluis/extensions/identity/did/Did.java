// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import java.util.regex.Pattern;

/**
 * A did:web identifier, compared character by character. Host in lower case, a port as {@code %3A}, path segments after colons
 * (did:web method specification).
 */
public record Did(String value) {

    private static final int LONGEST = 512;
    private static final Pattern WEB = Pattern.compile(
            "did:web:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?(?:%3A[0-9]{1,5})?(?::[A-Za-z0-9._-]{1,128}){0,8}");

    public Did {
        if (value == null || value.length() > LONGEST || !WEB.matcher(value).matches()) {
            throw new IllegalArgumentException("not a did:web identifier: " + shown(value));
        }
    }

    /** Whether a text is one. */
    public static boolean isOne(String text) {
        return text != null && text.length() <= LONGEST && WEB.matcher(text).matches();
    }

    /** {@code host} or {@code host:port}. */
    public String authority() {
        return value.substring("did:web:".length()).split(":", 2)[0].replace("%3A", ":");
    }

    /** Path of the DID document on that host. */
    public String documentPath() {
        var parts = value.substring("did:web:".length()).split(":", 2);
        return parts.length == 1 ? "/.well-known/did.json" : "/" + parts[1].replace(':', '/') + "/did.json";
    }

    @Override
    public String toString() {
        return value;
    }

    private static String shown(String value) {
        return value == null ? "nothing" : value.substring(0, Math.min(80, value.length()));
    }
}
