// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.odrl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one way to write a policy down: RFC 8785 with full IRIs, siblings sorted by their bytes and without repetitions. Both
 * sides of an agreement compute it from what they understood, so equal hashes mean equal understanding.
 *
 * @param json the text; its UTF-8 bytes are what is hashed
 * @param sha256 lower-case hex
 */
public record CanonicalForm(String json, String sha256) {

    /** The form of a policy. Its own identifier is left out: it differs between the two sides and means nothing. */
    public static CanonicalForm of(Policy policy) {
        return ofJson(CanonicalJson.write(policy));
    }

    /** The form of an agreement. */
    public static CanonicalForm of(AgreedPolicy agreement) {
        return ofJson(CanonicalJson.write(agreement));
    }

    /** Compares rules as the canonical form sorts them. */
    public static int compare(Rule one, Rule other) {
        return CanonicalJson.BYTES.compare(CanonicalJson.write(one), CanonicalJson.write(other));
    }

    /** The bytes that are hashed and stored. */
    public byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static CanonicalForm ofJson(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return new CanonicalForm(json, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
