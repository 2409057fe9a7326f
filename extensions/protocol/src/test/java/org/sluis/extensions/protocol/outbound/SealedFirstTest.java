// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.AgreementSeals;

class SealedFirstTest {

    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final List<String> awaited = new ArrayList<>();
    private Optional<String> problem = Optional.empty();
    private boolean sealed;

    private final SealedFirst sealedFirst = new SealedFirst(
            agreements,
            new AgreementSeals() {
                @Override
                public boolean required(Agreement agreement) {
                    return true;
                }

                @Override
                public boolean isSealed(String agreementId) {
                    return sealed;
                }

                @Override
                public Optional<String> await(Agreement agreement, Duration patience) {
                    awaited.add(agreement.id());
                    return problem;
                }
            },
            Runnable::run);

    @BeforeEach
    void anAgreement() {
        agreements.freeze(new Agreement(
                "a",
                Agreement.Side.CONSUMER,
                "did:web:maker.example",
                "did:web:buyer.example",
                "urn:d",
                Instant.EPOCH,
                "{}",
                "0".repeat(64),
                AgreementState.ACTIVE,
                Optional.empty()));
    }

    @Test
    void waitsForTheSealAndThenAsks() throws Exception {
        assertThat(sealedFirst.obstacle("a").get()).isEmpty();
        assertThat(awaited).containsExactly("a");
    }

    @Test
    void saysWhyItCannotAskYet() throws Exception {
        problem = Optional.of("not sealed yet");

        assertThat(sealedFirst.obstacle("a").get()).contains("not sealed yet");
    }

    @Test
    void waitsForNothingWhenTheSealIsThereOrTheAgreementIsNotOurs() throws Exception {
        assertThat(sealedFirst.obstacle("unknown").get()).isEmpty();
        sealed = true;
        assertThat(sealedFirst.obstacle("a").get()).isEmpty();
        assertThat(awaited).isEmpty();
    }
}
