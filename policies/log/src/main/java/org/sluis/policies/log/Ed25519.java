// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log;

import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Ed25519 of RFC 8032, as the format page has it. */
public final class Ed25519 {

    public static final int SIGNATURE_BYTES = 64;

    private Ed25519() {}

    /** Whether the owner of that public key signed; a key that is no point of the curve verifies nothing. */
    public static boolean verifies(Hash publicKey, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            var verifier = new Ed25519Signer();
            verifier.init(false, new Ed25519PublicKeyParameters(publicKey.bytes()));
            verifier.update(message, 0, message.length);
            return verifier.verifySignature(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
