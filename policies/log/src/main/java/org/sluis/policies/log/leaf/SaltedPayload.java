// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.sluis.policies.log.Hash;

/**
 * What an entry says, and the secret that keeps its commitment from being guessed.
 *
 * @param salt 32 random bytes, never used twice
 * @param json one line; kept and committed to verbatim
 */
public record SaltedPayload(Hash salt, String json) {

    public static final int MOST_BYTES = 256 * 1024;

    private static final byte[] PREFIX = "plog-payload/v1\0".getBytes(StandardCharsets.US_ASCII);

    public SaltedPayload {
        if (json.indexOf('\n') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
            throw new IllegalArgumentException("a payload is one line of valid Unicode");
        }
        if (json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException("a payload has at most " + MOST_BYTES + " bytes");
        }
    }

    /** HMAC-SHA256(salt, "plog-payload/v1\0" || payload). */
    public Hash commitment() {
        var payload = json.getBytes(StandardCharsets.UTF_8);
        var hmac = new HMac(SHA256Digest.newInstance());
        hmac.init(new KeyParameter(salt.bytes()));
        hmac.update(PREFIX, 0, PREFIX.length);
        hmac.update(payload, 0, payload.length);
        var commitment = new byte[Hash.BYTES];
        hmac.doFinal(commitment, 0);
        return Hash.of(commitment);
    }

    /** Without the salt and the payload, which are nobody's business in a log line. */
    @Override
    public String toString() {
        return "SaltedPayload[" + commitment() + "]";
    }
}
