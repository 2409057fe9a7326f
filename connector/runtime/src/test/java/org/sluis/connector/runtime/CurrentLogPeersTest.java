// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.did.Did;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.usage.Agreement;

class CurrentLogPeersTest {

    private static final Did PARTNER = new Did("did:web:buyer.example");

    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final CurrentLogPeers peers =
            new CurrentLogPeers(new Did("did:web:maker.example"), agreements, Set::of, member -> false);

    /** The answer is remembered for some seconds; a stream that was named must be named in every later statement. */
    @Test
    void anAgreementThatWasNamedOnceStaysAmongThoseOfItsParty() {
        freeze("a-1");
        assertThat(peers.parties().get(PARTNER)).containsExactly("a-1");
        freeze("a-2");
        freeze("a-3");

        assertThat(peers.agreements(PARTNER, Optional.of("a-2")).orElseThrow()).contains("a-1", "a-2");
        assertThat(peers.agreements(PARTNER, Optional.of("a-3")).orElseThrow()).contains("a-1", "a-2", "a-3");
        assertThat(peers.agreements(PARTNER, Optional.empty()).orElseThrow()).contains("a-1", "a-2", "a-3");
    }

    private void freeze(String id) {
        agreements.freeze(new Agreement(
                id,
                Agreement.Side.PROVIDER,
                "did:web:maker.example",
                PARTNER.value(),
                "urn:x:data",
                Instant.EPOCH,
                "{\"id\":\"" + id + "\"}",
                "0".repeat(64),
                AgreementState.ACTIVE,
                Optional.empty()));
    }
}
