// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log;

import java.util.Base64;
import java.util.Optional;

/** Base64 of RFC 4648 section 5 without padding, with one text for each sequence of bytes. */
public final class StrictBase64Url {

    private StrictBase64Url() {}

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes, or empty when the text is not exactly what {@link #encode} writes. */
    public static Optional<byte[]> decode(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
