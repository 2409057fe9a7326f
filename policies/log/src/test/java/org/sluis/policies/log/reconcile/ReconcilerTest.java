// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.BundleVerifier;
import org.sluis.policies.log.bundle.BundleWriter;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.bundle.SampleFirm;
import org.sluis.policies.log.bundle.SampleStatements;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.note.SignedNote;

/** A maker provides, a buyer consumes, an authority witnesses both. */
class ReconcilerTest {

    private static final String POLICY = "{\"@type\":\"Set\"}";

    private final SampleFirm maker = new SampleFirm("maker");
    private final SampleFirm buyer = new SampleFirm("buyer");
    private final SampleFirm authority = new SampleFirm("authority");
    private final String seal =
            SampleStatements.seal(SampleStatements.sealed(maker, buyer, hash(POLICY)), maker.identity, buyer.identity);

    private SignedNote makersCheckpoint;
    private SignedNote makersHeads;
    private SignedNote buyersCheckpoint;
    private SignedNote buyersHeads;

    @BeforeEach
    void bothTellTheBeginning() {
        var sealed = ",\"policy\":{\"digest\":\"" + hash(POLICY) + "\"},\"seal\":{\"sha256\":\"" + hash(seal) + "\"}";
        maker.append(json("agreement.sealed", 1, sealed), maker.agreement);
        buyer.append(json("agreement.sealed", 1, sealed), buyer.agreement);
        both("transfer.state", 2, ",\"state\":{\"to\":\"STARTED\"}");
        both("transfer.receipt", 3, ",\"data\":{\"bytes\":1000,\"sha256\":\"aa\"}");
        maker.append(json("release.decision", 4, ",\"decision\":\"allow\""), maker.agreement);
        buyer.append(json("use.decision", 4, ",\"decision\":\"allow\""), buyer.agreement);
        exchange();
    }

    @Test
    void sidesThatTellTheSameMatch() {
        var reconciliation = reconcile();

        assertThat(reconciliation.findings()).isEmpty();
        assertThat(reconciliation.pairings())
                .extracting(Pairing::match)
                .containsOnly(Match.MATCHED)
                .hasSize(3);
        assertThat(reconciliation.verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void theSecondEventOfTheSameNameIsNotTheFirst() {
        both("transfer.receipt", 5, ",\"data\":{\"bytes\":7,\"sha256\":\"bb\"}");
        exchange();

        assertThat(reconcile().count(Match.MATCHED)).isEqualTo(4);
    }

    @Test
    void aProviderThatInflatesBytesDiffers() {
        maker.append(json("transfer.receipt", 5, ",\"data\":{\"bytes\":2000,\"sha256\":\"bb\"}"), maker.agreement);
        buyer.append(json("transfer.receipt", 5, ",\"data\":{\"bytes\":7,\"sha256\":\"bb\"}"), buyer.agreement);
        exchange();

        var reconciliation = reconcile();

        assertThat(reconciliation.verdict().exitCode()).isEqualTo(1);
        assertThat(reconciliation.pairings())
                .filteredOn(pairing -> pairing.match() == Match.DIFFERING)
                .singleElement()
                .satisfies(pairing -> assertThat(pairing.differences()).containsExactly("/data/bytes"));
    }

    @Test
    void whatOneSideAloneTellsIsNamed() {
        maker.append(json("transfer.receipt", 5, ",\"data\":{\"bytes\":7}"), maker.agreement);
        buyer.append(json("agreement.terminated", 6, ""), buyer.agreement);
        exchange();

        var reconciliation = reconcile();

        assertThat(reconciliation.count(Match.PROVIDER_ONLY)).isEqualTo(1);
        assertThat(reconciliation.count(Match.CONSUMER_ONLY)).isEqualTo(1);
        assertThat(reconciliation.verdict().exitCode()).isEqualTo(4);
    }

    @Test
    void anEventCannotHideBehindAnEscapeInItsType() {
        maker.append(json("transfer.re\\u0063eipt", 5, ",\"data\":{\"bytes\":7}"), maker.agreement);
        exchange();

        assertThat(reconcile().count(Match.PROVIDER_ONLY)).isEqualTo(1);
    }

    @Test
    void anEventLoggedLongAfterItHappenedIsLate() {
        maker.append(json("agreement.terminated", 10, ""), maker.agreement);
        buyer.appendAt((SampleFirm.START + 400) * 1_000, json("agreement.terminated", 10, ""), buyer.agreement);
        exchange();

        assertThat(reconcile().count(Match.LATE)).isEqualTo(1);
        assertThat(reconcile().verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void clocksThatDisagreeAreNamed() {
        maker.append(json("agreement.terminated", 10, ""), maker.agreement);
        buyer.append(json("agreement.terminated", 25, ""), buyer.agreement);
        exchange();

        assertThat(reconcile().count(Match.OUTSIDE_CLOCK_BOUND)).isEqualTo(1);
        assertThat(reconcile().verdict().exitCode()).isEqualTo(4);
    }

    @Test
    void aTailThatTheOtherSideHasSeenCannotBeDropped() {
        maker.append(json("agreement.terminated", 10, ""), maker.agreement);
        exchange();
        var shorter = new SampleFirm("maker");
        maker.entries.stream()
                .limit(maker.size() - 1)
                .forEach(entry -> shorter.append(entry.payload().orElseThrow().json(), shorter.agreement));
        shorter.append("{\"type\":\"admin.action\"}", shorter.self);

        var reconciliation = Reconciler.usual().reconcile(provider(shorter), consumer());

        assertThat(reconciliation.verdict().exitCode()).isEqualTo(1);
        assertThat(reconciliation.findings())
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message).startsWith("split view"))
                .anySatisfy(message -> assertThat(message).contains("and does not show them"));
    }

    @Test
    void aBundleOlderThanWhatTheOtherSideHasSeenSaysSo() {
        var old = provider(maker);
        maker.append(json("agreement.terminated", 10, ""), maker.agreement);
        exchange();

        var reconciliation = Reconciler.usual().reconcile(old, consumer());

        assertThat(reconciliation.verdict().exitCode()).isEqualTo(4);
        assertThat(reconciliation.findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("older"));
    }

    @Test
    void differentSealsAreADifference() {
        var reconciliation = Reconciler.usual()
                .reconcile(
                        provider(maker),
                        bundle(buyer, maker, "consumer", makersCheckpoint, makersHeads, "e30.e30.other"));

        assertThat(reconciliation.verdict().exitCode()).isEqualTo(1);
        assertThat(reconciliation.findings()).extracting(Finding::message).contains("the sides hold different seals");
    }

    @Test
    void twoBundlesOfTheSameSideAreNoTwoSides() {
        assertThat(Reconciler.usual()
                        .reconcile(provider(maker), provider(maker))
                        .verdict()
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void aNumberIsNotTheStringOfItsDigits() {
        both("deletion.attested", 5, ",\"data\":{\"bytes\":7}");
        maker.append(json("deletion.attested", 6, ",\"data\":{\"bytes\":7}"), maker.agreement);
        buyer.append(json("deletion.attested", 6, ",\"data\":{\"bytes\":\"7\"}"), buyer.agreement);
        exchange();

        assertThat(reconcile().pairings())
                .filteredOn(pairing -> pairing.match() == Match.DIFFERING)
                .singleElement()
                .satisfies(pairing -> assertThat(pairing.differences()).containsExactly("/data/bytes"));
    }

    @Test
    void anIdThatIsANumberIsNotTheStringOfItsDigits() {
        maker.append("{\"type\":\"transfer.state\",\"corr\":{\"flowId\":1}}", maker.agreement);
        buyer.append("{\"type\":\"transfer.state\",\"corr\":{\"flowId\":\"1\"}}", buyer.agreement);
        exchange();

        var reconciliation = reconcile();

        assertThat(reconciliation.count(Match.PROVIDER_ONLY)).isEqualTo(1);
        assertThat(reconciliation.count(Match.CONSUMER_ONLY)).isEqualTo(1);
    }

    private static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private Reconciliation reconcile() {
        return Reconciler.usual().reconcile(provider(maker), consumer());
    }

    private void both(String type, long second, String more) {
        maker.append(json(type, second, more), maker.agreement);
        buyer.append(json(type, second + 1, more), buyer.agreement);
    }

    private static String json(String type, long second, String more) {
        return "{\"type\":\"" + type + "\",\"ts\":\"" + Instant.ofEpochSecond(SampleFirm.START + second)
                + "\",\"corr\":{\"agreementId\":\"agreement-1\"}" + more + "}";
    }

    /** Each side gets the other's newest checkpoint and the end of the agreement's stream. */
    private void exchange() {
        makersCheckpoint = maker.signed(maker.checkpoint(maker.size()));
        makersHeads = maker.signedHeads(maker.agreement);
        buyersCheckpoint = buyer.signed(buyer.checkpoint(buyer.size()));
        buyersHeads = buyer.signedHeads(buyer.agreement);
    }

    private Bundle provider(SampleFirm firm) {
        return bundle(firm, buyer, "provider", buyersCheckpoint, buyersHeads, seal);
    }

    private Bundle consumer() {
        return bundle(buyer, maker, "consumer", makersCheckpoint, makersHeads, seal);
    }

    private Bundle bundle(
            SampleFirm firm, SampleFirm peer, String role, SignedNote checkpoint, SignedNote heads, String attached) {
        var own = firm.signedHeads(firm.agreement);
        var writer = new BundleWriter(firm.subject(Optional.of(peer), role))
                .checkpoint(
                        firm.signed(firm.checkpoint(firm.size()), peer, authority),
                        own.with(peer.statements.sign(own.text())))
                .key(new BundleKey(BundleKey.Use.LOG, firm.did, firm.key.key()))
                .key(new BundleKey(BundleKey.Use.PEER, peer.did, peer.key.key()))
                .key(new BundleKey(BundleKey.Use.PEER, peer.did, peer.cosigner.key()))
                .key(new BundleKey(BundleKey.Use.PEER, peer.did, peer.statements.key()))
                .key(new BundleKey(BundleKey.Use.WITNESS, authority.did, authority.cosigner.key()))
                .didDocument(firm.didDocument())
                .didDocument(peer.didDocument())
                .didDocument(authority.didDocument())
                .peer(checkpoint, heads)
                .policy(POLICY.getBytes(StandardCharsets.UTF_8))
                .seal(attached);
        firm.story().forEach(entry -> writer.entry(entry, firm.proofs().inclusion(entry.index(), firm.size())));
        var verification = new BundleVerifier(Trust.withoutAnchors()).verify(ByteBuffer.wrap(writer.bytes(firm.key)));
        assertThat(verification.exitCode()).isEqualTo(attached.equals(seal) ? 0 : 1);
        return verification.bundle().orElseThrow();
    }
}
