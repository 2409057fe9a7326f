// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.keys.SigningKeys;

/** Verifiable presentations as JWT (VC Data Model 1.1 section 6.3.1): signed by us, for one verifier, soon over. */
public final class Presentations {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Did self;
    private final SigningKeys keys;
    private final Clock clock;

    public Presentations(Did self, SigningKeys keys, Clock clock) {
        this.self = self;
        this.keys = keys;
        this.clock = clock;
    }

    /** A presentation of these compact credentials. */
    public String of(List<String> credentials, Did verifier) {
        var now = clock.instant();
        return keys.sign(new JWTClaimsSet.Builder()
                .issuer(self.value())
                .subject(self.value())
                .audience(verifier.value())
                .jwtID("urn:uuid:" + UUID.randomUUID())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .claim(
                        "vp",
                        Map.of(
                                "@context",
                                List.of("https://www.w3.org/2018/credentials/v1"),
                                "type",
                                List.of("VerifiablePresentation"),
                                "verifiableCredential",
                                List.copyOf(credentials)))
                .build());
    }
}
