// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.keys.SigningKeys;
import org.sluis.extensions.identity.tokens.Jws.MalformedException;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;

/**
 * Access tokens that we give to one verifier, so that it may ask our credential service for certain scopes (DCP 1.0 section 4.2).
 * Made and checked by us alone, so that no state is kept: each is bound to the verifier's DID and short-lived.
 */
public final class PresentationGrants {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final String TYPE = "at+jwt";
    private static final int LONGEST = 8 * 1024;

    private final Did self;
    private final SigningKeys keys;
    private final Clock clock;

    public PresentationGrants(Did self, SigningKeys keys, Clock clock) {
        this.self = self;
        this.keys = keys;
        this.clock = clock;
    }

    /** A token with which {@code verifier} may ask for {@code scopes}. */
    public String issue(Did verifier, Collection<String> scopes) {
        var now = clock.instant();
        return keys.sign(
                TYPE,
                new JWTClaimsSet.Builder()
                        .issuer(self.value())
                        .subject(verifier.value())
                        .audience(self.value())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .claim("scope", List.copyOf(scopes))
                        .build());
    }

    /**
     * The scopes that {@code bearer} may ask for; {@code bearer} proved its DID before.
     *
     * @throws RefusedTokenException if we did not give it this token or it is over; to be answered 401
     */
    public Set<String> check(String grant, Did bearer) throws RefusedTokenException {
        try {
            var jws = Jws.parse(grant, LONGEST, Set.of(TYPE));
            require(isOurs(jws), "grant: not signed by us");
            require(jws.text("iss").filter(self.value()::equals).isPresent(), "grant: not from us");
            require(jws.text("aud").filter(self.value()::equals).isPresent(), "grant: not for us");
            require(jws.text("sub").filter(bearer.value()::equals).isPresent(), "grant: given to somebody else");
            require(isCurrent(jws, clock.instant()), "grant: over");
            return scopes(jws);
        } catch (MalformedException e) {
            throw new RefusedTokenException("grant: " + e.getMessage(), e);
        }
    }

    private boolean isOurs(Jws jws) {
        return keys.published().stream()
                .filter(key -> jws.keyId().equals(self.value() + "#" + key.getKeyID()))
                .anyMatch(jws::isSignedBy);
    }

    private static boolean isCurrent(Jws jws, Instant now) throws MalformedException {
        return jws.time("exp").filter(expiry -> expiry.isAfter(now)).isPresent();
    }

    private static Set<String> scopes(Jws jws) throws RefusedTokenException {
        var scopes = new HashSet<String>();
        if (!(jws.claims().get("scope") instanceof List<?> list)) {
            throw new RefusedTokenException("grant: scope");
        }
        for (var scope : list) {
            if (!(scope instanceof String text)) {
                throw new RefusedTokenException("grant: scope");
            }
            scopes.add(text);
        }
        return Set.copyOf(scopes);
    }

    private static void require(boolean holds, String check) throws RefusedTokenException {
        if (!holds) {
            throw new RefusedTokenException(check);
        }
    }
}
