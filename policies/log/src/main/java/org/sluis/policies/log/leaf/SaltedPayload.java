// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;

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

    /** Length of a block of SHA-256. */
    private static final int BLOCK = 64;

    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    /** To look one up takes longer than to use it. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

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

    /** HMAC-SHA256(salt, "plog-payload/v1\0" || payload), as RFC 2104 has it: Java's own prepares each key at length. */
    public Hash commitment() {
        var digest = DIGEST.get();
        digest.update(padded(INNER));
        digest.update(PREFIX);
        var inner = digest.digest(json.getBytes(StandardCharsets.UTF_8));
        digest.update(padded(OUTER));
        return Hash.of(digest.digest(inner));
    }

    private byte[] padded(byte pad) {
        var key = new byte[BLOCK];
        salt.copyTo(key, 0);
        for (int i = 0; i < BLOCK; i++) {
            key[i] ^= pad;
        }
        return key;
    }

    /** Without the salt and the payload, which are nobody's business in a log line. */
    @Override
    public String toString() {
        return "SaltedPayload[" + commitment() + "]";
    }
}
