// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
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
    /** To look one up takes longer than to use it. */
    private static final ThreadLocal<Mac> HMAC = ThreadLocal.withInitial(SaltedPayload::hmac);

    private static final byte[] PREFIX = "plog-payload/v1\0".getBytes(StandardCharsets.US_ASCII);

    public SaltedPayload {
        if (json.indexOf('\n') >= 0 || hasHalfACharacter(json)) {
            throw new IllegalArgumentException("a payload is one line of valid Unicode");
        }
        // most payloads are so short that they need not be encoded to know it
        if (json.length() > MOST_BYTES / LONGEST_CHARACTER
                && json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException("a payload has at most " + MOST_BYTES + " bytes");
        }
    }

    /** A surrogate without its other half, which UTF-8 cannot say. */
    private static boolean hasHalfACharacter(String json) {
        for (int i = 0; i < json.length(); i++) {
            if (Character.isHighSurrogate(json.charAt(i))
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(json.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** HMAC-SHA256(salt, "plog-payload/v1\0" || payload). */
    public Hash commitment() {
        try {
            var hmac = HMAC.get();
            hmac.init(new SecretKeySpec(salt.bytes(), ALGORITHM));
            hmac.update(PREFIX);
            return Hash.of(hmac.doFinal(json.getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("this Java takes no key of 32 bytes", e);
        }
    }

    private static Mac hmac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no HMAC with SHA-256", e);
        }
    }

    /** Without the salt and the payload, which are nobody's business in a log line. */
    @Override
    public String toString() {
        return "SaltedPayload[" + commitment() + "]";
    }
}
