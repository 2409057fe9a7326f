// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Charge;
import org.sluis.policies.decision.Decider;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Facts;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Request;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.AgreedPolicies;
import org.sluis.policies.usage.Agreement;

class AgreedPoliciesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final AgreedPolicies policies = new AgreedPolicies();

    private static Agreement agreement(String id, String consumer, int limit) {
        var reading = PolicyReader.read("""
                {"@type": "Offer", "permission": [{"action": "use", "constraint": [
                    {"leftOperand": "odrl:count", "operator": "lteq", "rightOperand": "%d"}]}]}
                """.formatted(limit));
        var policy = ((Reading.Valid) reading).policy();
        var agreed = AgreedPolicy.of(id, "did:web:maker.example", consumer, "urn:d", NOW, policy)
                .orElseThrow();
        var canonical = agreed.canonical();
        return agreement(id, consumer, canonical.json(), canonical.sha256());
    }

    private static Agreement agreement(String id, String consumer, String canonical, String sha256) {
        return new Agreement(
                id,
                Agreement.Side.PROVIDER,
                "did:web:maker.example",
                consumer,
                "urn:d",
                NOW,
                canonical,
                sha256,
                AgreementState.ACTIVE,
                Optional.empty());
    }

    private Decision decide(Agreement agreement, String party) {
        var request = new Request(
                Moment.RELEASE,
                "http://www.w3.org/ns/odrl/2/use",
                Optional.of("urn:d"),
                Optional.of(party),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW);
        var facts = new Facts(
                Optional.of(AgreementState.ACTIVE),
                Optional.of(NOW),
                FirstUse.never(),
                (rule, window) -> Optional.of(4L),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return Decider.decide(policies.of(agreement).orElseThrow(), request, facts);
    }

    @Test
    void agreementsOnTheSameTermsKeepTheirOwnParties() {
        var one = agreement("a", "did:web:one.example", 5);
        var two = agreement("b", "did:web:two.example", 5);

        assertThat(decide(one, "did:web:one.example").allows()).isTrue();
        assertThat(decide(two, "did:web:two.example").allows()).isTrue();
        assertThat(decide(two, "did:web:one.example").allows()).isFalse();
        assertThat(decide(one, "did:web:two.example").allows()).isFalse();
    }

    @Test
    void agreementsOnOtherTermsAreDecidedOnTheirOwn() {
        var five = agreement("a", "did:web:one.example", 5);
        var four = agreement("b", "did:web:one.example", 4);

        assertThat(decide(five, "did:web:one.example").charges())
                .containsExactly(new Charge("permission/0", Optional.empty(), 5));
        assertThat(decide(four, "did:web:one.example").allows()).isFalse();
    }

    @Test
    void knowsNoOtherBytesThanThoseOfTheHash() {
        var honest = agreement("a", "did:web:one.example", 5);
        assertThat(policies.of(honest)).isPresent();

        var wider = honest.canonical().replace("\"5\"", "\"9\"");

        assertThat(wider).isNotEqualTo(honest.canonical());
        assertThat(policies.of(agreement("a", "did:web:one.example", wider, honest.sha256())))
                .isEmpty();
    }

    @Test
    void knowsTheBytesOfNoOtherAgreement() {
        var honest = agreement("a", "did:web:one.example", 5);
        assertThat(policies.of(honest)).isPresent();

        assertThat(policies.of(agreement("b", "did:web:one.example", honest.canonical(), honest.sha256())))
                .isEmpty();
        assertThat(policies.of(agreement("a", "did:web:two.example", honest.canonical(), honest.sha256())))
                .isEmpty();
    }
}
