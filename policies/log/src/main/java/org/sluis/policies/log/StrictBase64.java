// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log;

import java.util.Base64;
import java.util.Optional;

/** Base64 of RFC 4648 section 4 with one text for each sequence of bytes: padded, and with unused bits zero. */
public final class StrictBase64 {

    private StrictBase64() {}

    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes, or empty when the text is not exactly what {@link #encode} writes. */
    public static Optional<byte[]> decode(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            // INVARIANT: one text per value, so that a flipped unused bit is not a second spelling of the same
            // signature
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
