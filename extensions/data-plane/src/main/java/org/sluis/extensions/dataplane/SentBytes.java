// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes bytes as they pass. */
final class SentBytes {

    private final MessageDigest digest;
    private long count;

    SentBytes() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes what remains in the buffer. */
    synchronized void add(ByteBuffer bytes) {
        count += bytes.remaining();
        digest.update(bytes);
    }

    /** To be called once, at the end. */
    synchronized SentBody end(boolean whole) {
        return new SentBody(count, HexFormat.of().formatHex(digest.digest()), whole);
    }
}
