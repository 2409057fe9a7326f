// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.authority.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.GZIPOutputStream;

/** The encoded form of a status list (Bitstring Status List 1.0, section 3.3): bit 0 is the leftmost; gzip; multibase base64url. */
final class Bitstring {

    private Bitstring() {}

    static String encode(BitSet set) {
        var bytes = new byte[StatusList.LENGTH / 8];
        set.stream().forEach(index -> bytes[index / 8] |= (byte) (0x80 >>> (index % 8)));
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }
}
