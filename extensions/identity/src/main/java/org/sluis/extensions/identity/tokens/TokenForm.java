// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.tokens.Jws.MalformedException;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;

/**
 * A self-issued token that is well-formed and says that it is for us and now; nothing of it is proven (DCP 1.0 section 4.3.3).
 */
record TokenForm(Jws jws, Did issuer, String id, Instant expiry) {

    /** Difference between clocks that is tolerated. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);
    private static final int LONGEST = 16 * 1024;
    private static final int LONGEST_ID = 256;
    private static final Set<String> TYPES = Set.of("jwt", "");

    static TokenForm parse(String token, Did self, Instant now) throws RefusedTokenException {
        try {
            var jws = Jws.parse(token, LONGEST, TYPES);
            require(
                    jws.text("iss").filter(jws.signer().value()::equals).isPresent(),
                    "issuer: not the DID of the key id");
            require(jws.text("sub").filter(jws.signer().value()::equals).isPresent(), "subject: not the issuer");
            require(jws.text("aud").filter(self.value()::equals).isPresent(), "audience: not exactly us");
            var expiry = times(jws, now);
            var id = jws.text("jti").orElse("");
            require(!id.isEmpty() && id.length() <= LONGEST_ID, "jti: missing or too long");
            return new TokenForm(jws, jws.signer(), id, expiry);
        } catch (MalformedException e) {
            throw new RefusedTokenException("form: " + e.getMessage(), e);
        }
    }

    private static Instant times(Jws jws, Instant now) throws MalformedException, RefusedTokenException {
        var expiry = jws.time("exp").orElseThrow(() -> new RefusedTokenException("expiry: missing"));
        var issued = jws.time("iat").orElseThrow(() -> new RefusedTokenException("time of issue: missing"));
        var start = jws.time("nbf").orElse(issued);
        require(expiry.plus(SKEW).isAfter(now), "expiry: over");
        require(!issued.minus(SKEW).isAfter(now), "time of issue: in the future");
        require(!start.minus(SKEW).isAfter(now), "start: in the future");
        require(!expiry.isAfter(issued.plus(LONGEST_LIFE).plus(SKEW)), "lifetime: over ten minutes");
        return expiry;
    }

    private static void require(boolean holds, String check) throws RefusedTokenException {
        if (!holds) {
            throw new RefusedTokenException(check);
        }
    }
}
