// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A SHA-256 hash: 32 bytes that do not change. */
public final class Hash {

    public static final int BYTES = 32;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies exactly 32 bytes. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** Copies the 32 bytes that begin at {@code offset}. */
    public static Hash at(byte[] source, int offset) {
        return new Hash(Arrays.copyOfRange(source, offset, offset + BYTES));
    }

    /** Reads strict Base64 of exactly 32 bytes; empty for anything else. */
    public static Optional<Hash> fromBase64(String text) {
        return StrictBase64.decode(text).filter(bytes -> bytes.length == BYTES).map(Hash::new);
    }

    /** Reads 64 lower-case hexadecimal digits; empty for anything else. */
    public static Optional<Hash> fromHex(String text) {
        if (!HEX.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Hash(HexFormat.of().parseHex(text)));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the 32 bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    public String base64() {
        return StrictBase64.encode(bytes);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
