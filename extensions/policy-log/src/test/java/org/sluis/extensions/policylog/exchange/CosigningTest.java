// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.bundle.Verification;
import org.sluis.policies.log.reconcile.Reconciler;
import org.sluis.policies.usage.PolicyEvent;

/** A maker and a buyer with an agreement, and the authority that both joined. */
@Timeout(60)
class CosigningTest {

    private final Firm maker = Firm.withLog();
    private final Firm buyer = Firm.withLog();
    private final Firm authority = Firm.withLog();

    @BeforeEach
    void agree() {
        maker.agreeWith(buyer);
        maker.join(authority);
        buyer.join(authority);
        Firm.seal(maker, buyer);
    }

    @AfterEach
    void close() {
        maker.close();
        buyer.close();
        authority.close();
    }

    private static List<String> messages(Verification verification) {
        return verification.findings().stream().map(Finding::message).toList();
    }

    private static BundleEvidence fresh(Firm firm, Firm other) throws Exception {
        return firm.exchange.freshEvidence(Firm.AGREEMENT, other.did);
    }

    @Test
    void aBundleWithWitnessAndOtherPartyIsComplete() throws Exception {
        fresh(buyer, maker);

        var verification = Firm.verify(maker.bundle(buyer, "provider", fresh(maker, buyer)));

        assertThat(messages(verification)).noneMatch(message -> message.contains("one-sided"));
        assertThat(verification.exitCode()).isZero();
    }

    @Test
    void bothBundlesReconcile() throws Exception {
        fresh(maker, buyer);
        fresh(buyer, maker);

        var makers = Firm.verify(maker.bundle(buyer, "provider", fresh(maker, buyer)));
        var buyers = Firm.verify(buyer.bundle(maker, "consumer", fresh(buyer, maker)));

        var reconciliation = Reconciler.usual()
                .reconcile(makers.bundle().orElseThrow(), buyers.bundle().orElseThrow());
        assertThat(reconciliation.findings()).isEmpty();
    }

    @Test
    void afterAnAgreementBothHoldWhatTheOtherSignedWithoutWaitingForTheRound() throws Exception {
        new CosignedSoon(event -> {}, maker.exchange).append(sealed(buyer));
        new CosignedSoon(event -> {}, buyer.exchange).append(sealed(maker));

        awaitSigned(maker, buyer);
        awaitSigned(buyer, maker);

        var makers = Firm.verify(maker.bundle(buyer, "provider", fresh(maker, buyer)));
        var buyers = Firm.verify(buyer.bundle(maker, "consumer", fresh(buyer, maker)));
        var reconciliation = Reconciler.usual()
                .reconcile(makers.bundle().orElseThrow(), buyers.bundle().orElseThrow());
        assertThat(reconciliation.findings()).isEmpty();
    }

    private static PolicyEvent sealed(Firm peer) {
        return new PolicyEvent(
                UUID.randomUUID(),
                Instant.EPOCH,
                "agreement.sealed",
                Optional.of(peer.did.value()),
                Optional.of(Firm.AGREEMENT),
                "{}");
    }

    private static void awaitSigned(Firm owner, Firm peer) throws Exception {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (owner.exchange.status().stream()
                .noneMatch(status -> status.peer().equals(peer.did) && status.state() == PeerStatus.State.COSIGNS)) {
            assertThat(System.nanoTime()).as("no signature in time").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void withoutAuthorityThereIsNoNeutralWitness() throws Exception {
        maker.witnesses.clear();

        var verification = Firm.verify(maker.bundle(buyer, "provider", fresh(maker, buyer)));

        assertThat(verification.exitCode()).isEqualTo(4);
        assertThat(messages(verification)).contains("no neutral witness");
    }

    @Test
    void aWitnessThatIsDownIsMissedAndComesBack() throws Exception {
        authority.stop();

        var without = fresh(maker, buyer);

        assertThat(messages(Firm.verify(maker.bundle(buyer, "provider", without))))
                .contains("no neutral witness");
        assertThat(maker.exchange.status())
                .filteredOn(PeerStatus::witness)
                .allMatch(status -> status.state() == PeerStatus.State.FAILING
                        && status.problem().isPresent());
        assertThat(maker.exchange.status())
                .filteredOn(status -> !status.witness())
                .allMatch(status -> status.state() == PeerStatus.State.COSIGNS && status.size() == 1);

        authority.start();
        maker.clock.move(Duration.ofSeconds(6)); // a failed look-up of a DID is remembered for five seconds

        assertThat(Firm.verify(maker.bundle(buyer, "provider", fresh(maker, buyer)))
                        .exitCode())
                .isZero();
    }

    @Test
    void aConnectorWithoutALogLeavesTheStoryOneSided() throws Exception {
        try (var stock = Firm.withoutLog()) {
            maker.agreeWith(stock);

            var verification = Firm.verify(maker.bundle(stock, "provider", fresh(maker, stock)));

            assertThat(verification.exitCode()).isEqualTo(4);
            assertThat(messages(verification)).anyMatch(message -> message.startsWith("one-sided"));
            assertThat(maker.exchange.status())
                    .filteredOn(status -> status.peer().equals(stock.did))
                    .extracting(PeerStatus::state, PeerStatus::problem)
                    .containsExactly(tuple(PeerStatus.State.ONE_SIDED, Optional.empty()));
        }
    }

    @Test
    void eachRoundCosignsTheNewestAndKeepsTheEarlierOnes() throws Exception {
        fresh(maker, buyer);
        maker.tell("\"type\":\"transfer.state\"");
        fresh(maker, buyer);
        maker.tell("\"type\":\"transfer.state\"");

        var evidence = fresh(maker, buyer);

        assertThat(Checkpoints.head(evidence.checkpoint()).size())
                .isEqualTo(maker.log.head().size());
        assertThat(evidence.checkpoint().signatures()).hasSize(3);
        assertThat(evidence.earlier())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(note -> note.signatures().size() == 3);
        assertThat(Firm.verify(maker.bundle(buyer, "provider", evidence)).exitCode())
                .isZero();
    }

    @Test
    void aBundleNamesTheKeysBeforeAndAfterARotation() throws Exception {
        fresh(maker, buyer);
        maker.keys.rotate(event -> maker.append(maker.keys.streams().self(), "{\"type\":\"key.rotated\"}"));
        List.of(buyer, authority)
                .forEach(firm ->
                        firm.clock.move(Duration.ofSeconds(11))); // an unknown key is looked for once in ten seconds

        var evidence = fresh(maker, buyer);

        assertThat(evidence.rotations()).hasSize(1);
        assertThat(evidence.checkpoint().signatures()).hasSize(3);
        assertThat(Firm.verify(maker.bundle(buyer, "provider", evidence)).exitCode())
                .isZero();
    }

    @Test
    void thePublicCheckpointShowsWitnessesAndNoPartners() throws Exception {
        fresh(maker, buyer);

        var note = maker.get(maker, "/checkpoint", Optional.empty()).body();

        assertThat(note)
                .contains(authority.keys.cosigner().key().name())
                .doesNotContain(buyer.keys.cosigner().key().name());
    }

    @Test
    void aBundleShowsNoOtherPartners() throws Exception {
        try (var third = Firm.withLog()) {
            maker.parties.put(third.did, List.of("agreement-2"));
            third.parties.put(maker.did, List.of("agreement-2"));
            maker.append(maker.keys.streams().agreement("agreement-2"), "{\"type\":\"agreement.sealed\"}");
            maker.exchange.cosignNow(third.did);

            var evidence = fresh(maker, buyer);

            assertThat(maker.seen.list(Long.MAX_VALUE, 1).get(0).cosignatures()).containsKey(third.did);
            assertThat(new String(maker.bundle(buyer, "provider", evidence), StandardCharsets.ISO_8859_1))
                    .doesNotContain(third.keys.cosigner().key().name())
                    .doesNotContain(
                            maker.keys.streams().agreement("agreement-2").toString());
        }
    }

    @Test
    void twoIdleFirmsDoNotKeepEachOtherBusy() throws Exception {
        for (int round = 0; round < 4; round++) {
            maker.exchange.cosignNow(buyer.did);
            buyer.exchange.cosignNow(maker.did);
        }
        long makers = maker.log.head().size();
        long buyers = buyer.log.head().size();

        for (int round = 0; round < 4; round++) {
            maker.exchange.cosignNow(buyer.did);
            buyer.exchange.cosignNow(maker.did);
        }

        assertThat(maker.log.head().size()).isEqualTo(makers).isLessThanOrEqualTo(3);
        assertThat(buyer.log.head().size()).isEqualTo(buyers).isLessThanOrEqualTo(3);
    }

    @Test
    void aTailDroppedAfterTheExchangeIsSeenWhenTheBundlesAreReconciled() throws Exception {
        maker.tell("\"type\":\"agreement.terminated\"");
        fresh(maker, buyer);
        var held = buyer.witnessed.of(maker.did).get(0).heads().orElseThrow();
        assertThat(StreamHeadsNote.parse(held.text())
                        .orElseThrow()
                        .head(maker.agreement())
                        .orElseThrow()
                        .entries())
                .isEqualTo(2);
        var buyers = Firm.verify(buyer.bundle(maker, "consumer", fresh(buyer, maker)));
        // a log of which nobody here has seen anything: the end of the story is gone
        var shorter = maker.backup(1);
        for (int i = 0; i < 10; i++) {
            shorter.append(new Draft(
                    System.currentTimeMillis(), List.of(maker.keys.streams().self()), "{\"type\":\"admin.action\"}"));
        }
        maker.seen = new InMemorySeenCheckpoints();
        maker.restart(shorter);
        maker.witnesses.clear();
        maker.parties.clear();

        var cut = Firm.verify(maker.bundle(buyer, "provider", maker.exchange.heldEvidence(Firm.AGREEMENT, buyer.did)));

        assertThat(cut.exitCode()).isNotEqualTo(1);
        var reconciliation = Reconciler.usual()
                .reconcile(cut.bundle().orElseThrow(), buyers.bundle().orElseThrow());
        assertThat(reconciliation.verdict().exitCode()).isEqualTo(1);
        assertThat(reconciliation.findings().stream().map(Finding::message))
                .anyMatch(message -> message.contains("signed 2 entries of stream"));
    }

    @Test
    void anExportAsksForAllOfIt() throws Exception {
        fresh(maker, buyer);
        maker.tell("\"type\":\"transfer.state\"");
        fresh(buyer, maker);
        var source = new CosignedEvidence(maker.exchange);
        var stream = new Manifest.Stream(maker.agreement(), Optional.of(Firm.AGREEMENT));

        var about = source.fresh(Optional.of(buyer.did.value()), List.of(stream));
        var whole = source.fresh(Optional.empty(), List.of(stream));

        assertThat(about.checkpoint().signatures()).hasSize(3);
        assertThat(about.heads().signatures()).hasSize(2);
        assertThat(about.earlier())
                .isNotEmpty()
                .allMatch(earlier -> earlier.proof().isPresent());
        assertThat(about.peer()).isPresent();
        assertThat(whole.checkpoint().signatures()).hasSize(2);
        assertThat(whole.heads().signatures()).hasSize(1);
        assertThat(whole.peer()).isEmpty();
    }
}
