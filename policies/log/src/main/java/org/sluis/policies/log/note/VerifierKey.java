// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.sluis.policies.log.Ed25519;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.StrictBase64;

/**
 * The public half of a key that signs notes.
 *
 * @param publicKey 32 bytes as RFC 8032 encodes them
 */
public record VerifierKey(String name, SignatureType type, Hash publicKey) {

    public VerifierKey {
        if (!KeyName.valid(name)) {
            throw new IllegalArgumentException("not a key name: \"" + name + '"');
        }
    }

    /** Reads a vkey, for example {@code example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k}. */
    public static Optional<VerifierKey> parse(String vkey) {
        var parts = vkey.split("\\+", 3);
        if (parts.length != 3 || !KeyName.valid(parts[0])) {
            return Optional.empty();
        }
        return StrictBase64.decode(parts[2])
                .filter(bytes -> bytes.length == 1 + Hash.BYTES)
                .flatMap(bytes ->
                        SignatureType.of(bytes[0]).map(type -> new VerifierKey(parts[0], type, Hash.at(bytes, 1))))
                .filter(key -> key.vkey().equals(vkey));
    }

    /** The first four bytes of SHA-256(name, newline, type, public key). */
    public int id() {
        var prefix = (name + '\n').getBytes(StandardCharsets.UTF_8);
        var bytes = new byte[prefix.length + 1 + Hash.BYTES];
        System.arraycopy(prefix, 0, bytes, 0, prefix.length);
        bytes[prefix.length] = type.identifier();
        publicKey.copyTo(bytes, prefix.length + 1);
        var hash = Sha256.of(bytes).bytes();
        return (hash[0] & 0xff) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | (hash[3] & 0xff);
    }

    /** The text form: name, key ID in hexadecimal, type and key in Base64. */
    public String vkey() {
        var bytes = new byte[1 + Hash.BYTES];
        bytes[0] = type.identifier();
        publicKey.copyTo(bytes, 1);
        return name + '+' + HexFormat.of().toHexDigits(id()) + '+' + StrictBase64.encode(bytes);
    }

    boolean verifies(byte[] message, byte[] signature) {
        return Ed25519.verifies(publicKey, message, signature);
    }

    @Override
    public String toString() {
        return vkey();
    }
}
