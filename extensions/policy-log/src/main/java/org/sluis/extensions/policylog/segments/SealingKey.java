// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.leaf.SaltedPayload;

/** Seals payloads with AES-256-GCM: 12 bytes nonce, then salt and payload, then the tag; the leaf's commitment is bound to it. */
final class SealingKey {

    static final int BYTES = 32;
    static final int OVERHEAD = 12 + Hash.BYTES + 16;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyId id;
    private final SecretKeySpec secret;

    SealingKey(KeyId id, byte[] secret) {
        this.id = id;
        this.secret = new SecretKeySpec(secret, "AES");
    }

    static byte[] newSecret() {
        var secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    KeyId id() {
        return id;
    }

    byte[] seal(SaltedPayload payload, Hash commitment) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        var json = payload.json().getBytes(StandardCharsets.UTF_8);
        var sealed = new byte[OVERHEAD + json.length];
        System.arraycopy(nonce, 0, sealed, 0, NONCE);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, commitment);
            int written = cipher.update(payload.salt().bytes(), 0, Hash.BYTES, sealed, NONCE);
            cipher.doFinal(json, 0, json.length, sealed, NONCE + written);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal with AES-256-GCM", e);
        }
    }

    /** Empty when it was not sealed by this key for a leaf with that commitment. */
    Optional<SaltedPayload> open(byte[] sealed, Hash commitment) {
        if (sealed.length < OVERHEAD) {
            return Optional.empty();
        }
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), commitment);
            var plain = ByteBuffer.wrap(cipher.doFinal(sealed, NONCE, sealed.length - NONCE));
            var salt = new byte[Hash.BYTES];
            plain.get(salt);
            var json = StandardCharsets.UTF_8.decode(plain).toString();
            return Optional.of(new SaltedPayload(Hash.of(salt), json))
                    .filter(payload -> payload.commitment().equals(commitment));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, Hash commitment) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(commitment.bytes());
        return cipher;
    }
}
