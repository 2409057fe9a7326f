// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.usage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How people of the company appear where others may read: the same name always as the same pseudonym, which only the company
 * can tell from its names.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int SHOWN_BYTES = 8;

    private final SecretKeySpec key;

    /** With a secret of 32 random bytes that stays the same for the life of the log. */
    public Pseudonyms(byte[] secret) {
        if (secret.length != KEY_BYTES) {
            throw new IllegalArgumentException("the secret of pseudonyms has " + KEY_BYTES + " bytes");
        }
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** {@code p-} and 16 hexadecimal digits. */
    public String of(String name) {
        try {
            var hmac = Mac.getInstance(ALGORITHM);
            hmac.init(key);
            var hash = hmac.doFinal(("principal\0" + name).getBytes(StandardCharsets.UTF_8));
            return "p-" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC with SHA-256", e);
        }
    }
}
