// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sluis.policies.log.Hash;

/**
 * What an entry says, and the secret that keeps its commitment from being guessed.
 *
 * @param salt 32 random bytes, never used twice
 * @param json one line; kept and committed to verbatim
 */
public record SaltedPayload(Hash salt, String json) {

    public static final int MOST_BYTES = 256 * 1024;

    /** Bytes of UTF-8 that one char of Java can become. */
    private static final int LONGEST_CHARACTER = 3;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PREFIX = "plog-payload/v1\0".getBytes(StandardCharsets.US_ASCII);

    public SaltedPayload {
        if (json.indexOf('\n') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
            throw new IllegalArgumentException("a payload is one line of valid Unicode");
        }
        // most payloads are so short that they need not be encoded to know it
        if (json.length() > MOST_BYTES / LONGEST_CHARACTER
                && json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException("a payload has at most " + MOST_BYTES + " bytes");
        }
    }

    /** HMAC-SHA256(salt, "plog-payload/v1\0" || payload). */
    public Hash commitment() {
        try {
            var hmac = Mac.getInstance(ALGORITHM);
            hmac.init(new SecretKeySpec(salt.bytes(), ALGORITHM));
            hmac.update(PREFIX);
            return Hash.of(hmac.doFinal(json.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC with SHA-256", e);
        }
    }

    /** Without the salt and the payload, which are nobody's business in a log line. */
    @Override
    public String toString() {
        return "SaltedPayload[" + commitment() + "]";
    }
}
