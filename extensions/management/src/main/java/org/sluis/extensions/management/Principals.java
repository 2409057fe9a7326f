// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The people and applications that may use the management listener. */
public record Principals(List<Principal> all) {

    public Principals {
        all = List.copyOf(all);
    }

    /** A person or application; {@code keySha256} is the lower-case hex of the SHA-256 of its key. */
    public record Principal(String name, String keySha256) {}

    /** Whose key this is. Takes the same time whether or not, and where, a key matches. */
    public Optional<Principal> byKey(String key) {
        var asked = sha256(key);
        Optional<Principal> found = Optional.empty();
        for (var principal : all) {
            if (MessageDigest.isEqual(asked, HexFormat.of().parseHex(principal.keySha256()))) {
                found = Optional.of(principal);
            }
        }
        return found;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
