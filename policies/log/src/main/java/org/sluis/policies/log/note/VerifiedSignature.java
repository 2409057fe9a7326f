// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A signature that verified.
 *
 * @param time seconds since 1970 that a cosignature states; empty for other signatures
 */
public record VerifiedSignature(VerifierKey key, OptionalLong time) {

    static Optional<VerifiedSignature> verify(String text, byte[] signature, VerifierKey key) {
        if (signature.length != key.type().length()) {
            return Optional.empty();
        }
        if (key.type() == SignatureType.ED25519) {
            return key.verifies(text.getBytes(StandardCharsets.UTF_8), signature)
                    ? Optional.of(new VerifiedSignature(key, OptionalLong.empty()))
                    : Optional.empty();
        }
        var rest = ByteBuffer.wrap(signature);
        long time = rest.getLong();
        var ed25519 = new byte[rest.remaining()];
        rest.get(ed25519);
        return time >= 0 && key.verifies(Cosignatures.message(time, text), ed25519)
                ? Optional.of(new VerifiedSignature(key, OptionalLong.of(time)))
                : Optional.empty();
    }
}
