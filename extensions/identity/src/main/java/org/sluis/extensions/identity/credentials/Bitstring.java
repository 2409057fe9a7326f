// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.credentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** One bit for each credential, the leftmost first (W3C Bitstring Status List 1.0). */
final class Bitstring {

    /** Bits of 32 million credentials; a bomb stops here. */
    private static final int LARGEST = 4 << 20;

    private final byte[] bytes;

    private Bitstring(byte[] bytes) {
        this.bytes = bytes;
    }

    /** From GZIP in base64url with its multibase prefix {@code u}; empty if it is not that or too large. */
    static Optional<Bitstring> decode(String encoded) {
        if (!encoded.startsWith("u")) {
            return Optional.empty();
        }
        try (var in = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded.substring(1))))) {
            var bytes = in.readNBytes(LARGEST + 1);
            return bytes.length > LARGEST || bytes.length == 0 ? Optional.empty() : Optional.of(new Bitstring(bytes));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bitstring bits && Arrays.equals(bytes, bits.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Whether the bit is set; empty beyond the end. */
    Optional<Boolean> isSet(int index) {
        if (index < 0 || index / 8 >= bytes.length) {
            return Optional.empty();
        }
        return Optional.of((bytes[index / 8] & (0x80 >> (index % 8))) != 0);
    }
}
