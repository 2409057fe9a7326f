// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.keys.SigningKeys;

/** A short text of a DID and its current key, to be compared over the telephone. */
final class Fingerprint {

    private static final int BYTES = 16;

    private Fingerprint() {}

    /** Eight groups of four hexadecimal digits of SHA-256 over {@code did#key}. */
    static String of(Did self, SigningKeys keys) {
        var text = self + "#" + keys.published().get(0).getKeyID();
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES).replaceAll("(.{4})(?!$)", "$1 ");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
