// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.sluis.policies.log.Hash;

/** Signs notes with an Ed25519 key; whether a checkpoint may be signed at all, {@link CheckpointSigner} decides. */
public final class NoteSigner {

    private final Ed25519PrivateKeyParameters privateKey;
    private final VerifierKey key;

    private NoteSigner(String name, SignatureType type, byte[] seed) {
        privateKey = new Ed25519PrivateKeyParameters(seed);
        key = new VerifierKey(name, type, Hash.of(privateKey.generatePublicKey().getEncoded()));
    }

    /**
     * Signs the text of notes.
     *
     * @param seed the private key of RFC 8032, 32 bytes
     */
    public static NoteSigner ed25519(String name, byte[] seed) {
        return new NoteSigner(name, SignatureType.ED25519, seed);
    }

    /** Cosigns checkpoints; the same seed must not serve another cosigner. */
    public static NoteSigner cosigner(String name, byte[] seed) {
        return new NoteSigner(name, SignatureType.COSIGNATURE, seed);
    }

    public VerifierKey key() {
        return key;
    }

    /** Signs a text that ends in a newline. */
    public SignatureLine sign(String text) {
        require(SignatureType.ED25519);
        return new SignatureLine(key.name(), key.id(), signature(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Cosigns a checkpoint whose consistency with everything seen of that log is verified.
     *
     * @param time seconds since 1970
     */
    public SignatureLine cosign(Checkpoint checkpoint, long time) {
        require(SignatureType.COSIGNATURE);
        if (time < 0) {
            throw new IllegalArgumentException("a cosignature cannot state the time " + time);
        }
        var signature = signature(Cosignatures.message(time, checkpoint.text()));
        var stamped = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(time)
                .put(signature)
                .array();
        return new SignatureLine(key.name(), key.id(), stamped);
    }

    private void require(SignatureType type) {
        if (key.type() != type) {
            throw new IllegalStateException("the key " + key.name() + " makes signatures of another type");
        }
    }

    private byte[] signature(byte[] message) {
        var signer = new Ed25519Signer();
        signer.init(true, privateKey);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }
}
