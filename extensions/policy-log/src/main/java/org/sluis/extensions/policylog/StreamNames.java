// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sluis.policies.log.leaf.StreamId;

/**
 * Which stream an agreement, a partner or the company itself has. The ids are a keyed hash: to everybody without the key they are
 * random, and there is no table to lose.
 */
public final class StreamNames {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    /** With a secret of 32 random bytes that stays the same for the life of the log. */
    public StreamNames(byte[] secret) {
        if (secret.length != KEY_BYTES) {
            throw new IllegalArgumentException("the secret of stream names has " + KEY_BYTES + " bytes");
        }
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The story of one agreement. */
    public StreamId agreement(String agreementId) {
        return id("agreement", agreementId);
    }

    /** What happens with a partner before and beside agreements. */
    public StreamId peer(String did) {
        return id("peer", did);
    }

    /** The company's own: administration, keys, what strangers tried. */
    public StreamId self() {
        return id("self", "");
    }

    private StreamId id(String kind, String name) {
        try {
            var hmac = Mac.getInstance(ALGORITHM);
            hmac.init(key);
            return StreamId.of(hmac.doFinal((kind + '\0' + name).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC with SHA-256", e);
        }
    }
}
