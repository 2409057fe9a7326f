// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of whole values. */
public final class Sha256 {

    private Sha256() {}

    public static Hash of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** The hash of what remains in the buffer; its position does not move. */
    public static Hash of(ByteBuffer bytes) {
        var digest = digest();
        digest.update(bytes.duplicate());
        return Hash.of(digest.digest());
    }

    /** A fresh digest of the JDK, which is faster than Bouncy Castle's. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
