// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.MovableClock;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.keys.InMemorySigningKeys;
import org.sluis.extensions.identity.tokens.TokenVerifier.RefusedTokenException;

class PresentationGrantsTest {

    private static final Did SELF = new Did("did:web:parts.example");
    private static final Did VERIFIER = new Did("did:web:builder.example");

    private final MovableClock clock = new MovableClock();
    private final InMemorySigningKeys keys = new InMemorySigningKeys(SELF);
    private final PresentationGrants grants = new PresentationGrants(SELF, keys, clock);

    private void refuses(String grant, Did bearer, String check) {
        assertThatThrownBy(() -> grants.check(grant, bearer))
                .isInstanceOf(RefusedTokenException.class)
                .hasMessageContaining(check);
    }

    @Test
    void givesBackTheScopesThatWereGranted() throws RefusedTokenException {
        var grant = grants.issue(VERIFIER, List.of("a", "b"));

        assertThat(grants.check(grant, VERIFIER)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void refusesAnotherBearer() {
        refuses(grants.issue(VERIFIER, List.of("a")), new Did("did:web:builder.example.evil.example"), "somebody else");
    }

    @Test
    void refusesWhatIsOverFiveMinutesOld() throws RefusedTokenException {
        var grant = grants.issue(VERIFIER, List.of("a"));
        clock.move(Duration.ofSeconds(299));
        assertThat(grants.check(grant, VERIFIER)).isNotEmpty();

        clock.move(Duration.ofSeconds(1));

        refuses(grant, VERIFIER, "over");
    }

    @Test
    void refusesWhatWeDidNotSign() {
        var forged = new PresentationGrants(SELF, new InMemorySigningKeys(SELF), clock).issue(VERIFIER, List.of("a"));

        refuses(forged, VERIFIER, "not signed by us");
    }

    @Test
    void refusesOurOtherTokens() {
        refuses(new SelfIssuedTokens(SELF, keys, clock).to(VERIFIER), VERIFIER, "type");
        refuses("", VERIFIER, "form");
    }
}
