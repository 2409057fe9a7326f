// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.util.List;
import org.sluis.extensions.identity.did.Did;

/** A key that is gone with the process; for tests. */
public final class InMemorySigningKeys implements SigningKeys {

    private final Did self;
    private final KeyRing ring;

    public InMemorySigningKeys(Did self) {
        this.self = self;
        this.ring = KeyRing.of(List.of(), Clock.systemUTC().instant());
    }

    @Override
    public String sign(String type, JWTClaimsSet claims) {
        return ring.current().sign(self.value(), type, claims);
    }

    @Override
    public String sign(String type, byte[] payload) {
        return ring.current().sign(self.value(), type, payload);
    }

    @Override
    public List<JWK> published() {
        return ring.published(Clock.systemUTC().instant());
    }
}
