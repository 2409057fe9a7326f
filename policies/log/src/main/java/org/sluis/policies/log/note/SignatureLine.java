// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.sluis.policies.log.StrictBase64;

/** One line under a note: who claims to have signed, and the signature, not yet verified. */
public final class SignatureLine {

    private static final String PREFIX = "\u2014 ";

    private final String name;
    private final int keyId;
    private final byte[] signature;

    SignatureLine(String name, int keyId, byte[] signature) {
        this.name = name;
        this.keyId = keyId;
        this.signature = signature.clone();
    }

    /** Reads a line without its newline. */
    static Optional<SignatureLine> parse(String line) {
        int space = line.indexOf(' ', PREFIX.length());
        if (!line.startsWith(PREFIX) || space < 0 || !KeyName.valid(line.substring(PREFIX.length(), space))) {
            return Optional.empty();
        }
        return StrictBase64.decode(line.substring(space + 1))
                .filter(bytes -> bytes.length > Integer.BYTES)
                .map(bytes -> new SignatureLine(
                        line.substring(PREFIX.length(), space),
                        ByteBuffer.wrap(bytes).getInt(),
                        Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length)));
    }

    public String name() {
        return name;
    }

    public int keyId() {
        return keyId;
    }

    /** The bytes after the key ID. */
    public byte[] signature() {
        return signature.clone();
    }

    /** Whether this line claims to be by that key. */
    boolean claims(VerifierKey key) {
        return name.equals(key.name()) && keyId == key.id();
    }

    String line() {
        var bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return PREFIX + name + ' ' + StrictBase64.encode(bytes);
    }
}
