// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.keys.SigningKeys;

/** Tokens with which we say who we are (DCP 1.0 section 4.1). Each is for one audience and one use. */
public final class SelfIssuedTokens {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Did self;
    private final SigningKeys keys;
    private final Clock clock;

    public SelfIssuedTokens(Did self, SigningKeys keys, Clock clock) {
        this.self = self;
        this.keys = keys;
        this.clock = clock;
    }

    public Did self() {
        return self;
    }

    /** A token for {@code audience}. */
    public String to(Did audience) {
        return keys.sign(claims(audience).build());
    }

    /** A token for {@code audience} that carries an access token in the {@code token} claim. */
    public String to(Did audience, String accessToken) {
        return keys.sign(claims(audience).claim("token", accessToken).build());
    }

    private JWTClaimsSet.Builder claims(Did audience) {
        var now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(self.value())
                .subject(self.value())
                .audience(audience.value())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)));
    }
}
