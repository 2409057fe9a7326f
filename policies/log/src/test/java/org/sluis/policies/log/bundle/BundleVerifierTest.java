// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.policies.log.bundle.SampleBundle.verify;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;

/** What an honest bundle reads like, whole or with something honestly missing. */
class BundleVerifierTest {

    private final SampleBundle sample = SampleBundle.told();

    @Test
    void anHonestBundlePasses() {
        var verification = verify(sample.bytes());

        assertThat(verification.findings())
                .extracting(Finding::line)
                .containsExactly("ok: keys: keys.json: keys are believed by the DID documents in the bundle alone");
        assertThat(verification.exitCode()).isZero();
        assertThat(verification.bundle().orElseThrow().entries()).hasSize(5);
    }

    @Test
    void theSameContentGivesTheSameBytes() {
        assertThat(SampleBundle.told().bytes()).isEqualTo(sample.bytes());
    }

    @Test
    void withTheReadersOwnKeysItPassesWithoutANotice() {
        var trust = new Trust(
                anchors(),
                Set.of(
                        new Trust.Identity(sample.maker.did, sample.maker.identity.thumbprint()),
                        new Trust.Identity(sample.buyer.did, sample.buyer.identity.thumbprint())),
                Trust.USUAL_CLOCK_BOUND);

        var verification = new BundleVerifier(trust).verify(ByteBuffer.wrap(sample.bytes()));

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void withoutTheReadersOwnIdentityKeysItSaysWhoseWordItTakesForThem() {
        var verification = new BundleVerifier(Trust.in(anchors())).verify(ByteBuffer.wrap(sample.bytes()));

        assertThat(verification.verdict()).isEqualTo(Verdict.OK);
        assertThat(verification.findings())
                .extracting(Finding::line)
                .containsExactlyInAnyOrder(
                        "ok: keys: did/: the key with which did:web:maker.example signs seals and receipts is believed by a"
                                + " DID document in the bundle",
                        "ok: keys: did/: the key with which did:web:buyer.example signs seals and receipts is believed by a"
                                + " DID document in the bundle");
    }

    @Test
    void anIdentityKeyThatTheReaderDoesNotKnowLeavesSealAndReceiptOpen() {
        var trust = new Trust(
                anchors(),
                Set.of(new Trust.Identity(sample.buyer.did, sample.maker.identity.thumbprint())),
                Trust.USUAL_CLOCK_BOUND);

        var verification = new BundleVerifier(trust).verify(ByteBuffer.wrap(sample.bytes()));

        assertThat(verification.exitCode()).isEqualTo(4);
        assertThat(verification.findings()).extracting(Finding::check).contains(Check.SEAL, Check.RECEIPT);
    }

    private Set<Trust.Anchor> anchors() {
        return Set.of(
                new Trust.Anchor(sample.maker.did, sample.maker.key.key()),
                new Trust.Anchor(sample.buyer.did, sample.buyer.cosigner.key()),
                new Trust.Anchor(sample.buyer.did, sample.buyer.statements.key()),
                new Trust.Anchor(sample.authority.did, sample.authority.cosigner.key()));
    }

    @Test
    void whatAPeerSignedThatTheReaderDoesNotKnowIsIncompleteAndNotTampered() {
        var told = sample.writer()
                .key(new BundleKey(BundleKey.Use.PEER, sample.buyer.did, sample.buyer.key.key()))
                .peer(sample.buyer.signed(sample.buyer.checkpoint(0)), sample.buyer.signedHeads(sample.buyer.agreement))
                .bytes(sample.maker.key);
        var trust = Trust.in(Set.of(
                new Trust.Anchor(sample.maker.did, sample.maker.key.key()),
                new Trust.Anchor(sample.authority.did, sample.authority.cosigner.key())));

        var verification = new BundleVerifier(trust).verify(ByteBuffer.wrap(told));

        assertThat(verify(told).exitCode()).isZero();
        assertThat(verification.exitCode()).isEqualTo(4);
        assertThat(verification.findings())
                .extracting(Finding::line)
                .contains("incomplete: peer: peer/checkpoint: one-sided: signed by a key of the other party that is not"
                        + " believed");
    }

    @Test
    void identityKeysOfEveryKindAreVerified() {
        assertThat(verify(SampleBundle.told("ES384", "EdDSA").bytes()).exitCode())
                .isZero();
        assertThat(verify(SampleBundle.told("EdDSA", "ES384").bytes()).exitCode())
                .isZero();
    }

    @Test
    void underTheReadersOwnKeysTheBundlesWordForAWitnessDoesNotCount() {
        var trust = Trust.in(Set.of(new Trust.Anchor(sample.maker.did, sample.maker.key.key())));

        var verification = new BundleVerifier(trust).verify(ByteBuffer.wrap(sample.bytes()));

        assertThat(verification.exitCode()).isEqualTo(4);
        assertThat(verification.findings()).extracting(Finding::check).contains(Check.WITNESS, Check.PEER);
    }

    @Test
    void aLogKeyThatTheReaderDoesNotKnowIsRefused() {
        var trust = Trust.in(Set.of(new Trust.Anchor(sample.authority.did, sample.authority.cosigner.key())));

        var verification = new BundleVerifier(trust).verify(ByteBuffer.wrap(sample.bytes()));

        assertThat(verification.exitCode()).isEqualTo(1);
        assertThat(verification.findings()).extracting(Finding::check).contains(Check.KEYS);
    }

    @Test
    void aBundleOfTheWholeTreePasses() {
        var writer = new BundleWriter(sample.maker.subject(Optional.of(sample.buyer), "provider"))
                .checkpoint(
                        sample.maker.signed(
                                sample.maker.checkpoint(sample.maker.size()), sample.buyer, sample.authority),
                        sample.heads())
                .key(new BundleKey(BundleKey.Use.LOG, sample.maker.did, sample.maker.key.key()))
                .key(new BundleKey(BundleKey.Use.PEER, sample.buyer.did, sample.buyer.cosigner.key()))
                .key(new BundleKey(BundleKey.Use.PEER, sample.buyer.did, sample.buyer.statements.key()))
                .key(new BundleKey(BundleKey.Use.WITNESS, sample.authority.did, sample.authority.cosigner.key()))
                .didDocument(sample.maker.didDocument())
                .didDocument(sample.buyer.didDocument())
                .didDocument(sample.authority.didDocument())
                .policy(SampleBundle.POLICY)
                .seal(sample.seal)
                .receipt(sample.receipt)
                .pages("index\n", "<html></html>");
        sample.maker.entries.forEach(writer::entry);

        assertThat(verify(writer.bytes(sample.maker.key)).exitCode()).isZero();
    }

    @Test
    void withoutANeutralWitnessItSaysSoAndExitsFour() {
        var bundle = sample.writer(sample.maker.signed(sample.maker.checkpoint(sample.maker.size()), sample.buyer))
                .bytes(sample.maker.key);

        var verification = verify(bundle);

        assertThat(verification.exitCode()).isEqualTo(4);
        assertThat(verification.findings()).extracting(Finding::message).contains("no neutral witness");
    }

    @Test
    void withoutTheOtherPartyItSaysOneSidedAndExitsFour() {
        var bundle = sample.writer(sample.maker.signed(sample.maker.checkpoint(sample.maker.size()), sample.authority))
                .bytes(sample.maker.key);

        var verification = verify(bundle);

        assertThat(verification.exitCode()).isEqualTo(4);
        assertThat(verification.findings())
                .extracting(Finding::message)
                .contains("one-sided: the other party did not cosign");
    }

    @Test
    void withoutASealOrAPolicyOrAReceiptItIsIncomplete() {
        var bundle = sample.resealed(
                sample.bytes(),
                files -> files.keySet()
                        .removeIf(name -> name.equals("seal.jws")
                                || name.startsWith("policies/")
                                || name.startsWith("receipts/")));

        var verification = verify(bundle);

        assertThat(verification.exitCode()).isEqualTo(4);
        assertThat(verification.findings())
                .extracting(Finding::check)
                .contains(Check.SEAL, Check.POLICY, Check.RECEIPT);
    }

    @Test
    void anErasedPayloadIsNamedWithTheEntryThatErasedIt() {
        sample.maker.append("{\"type\":\"erasure\",\"erases\":[2]}", sample.maker.agreement);
        sample.maker.erase(2, 7);

        var verification = verify(sample.bytes());

        assertThat(verification.exitCode()).isZero();
        assertThat(verification.findings())
                .extracting(Finding::line)
                .contains("ok: erasure: payloads.jsonl, entry 2: erased by #7");
    }

    @Test
    void aRotatedKeyIsBelievedBecauseTheOldOneNamedIt() {
        var maker = sample.maker;
        var next = NoteSigner.ed25519(maker.origin, maker.seed("next"));
        var rotation = new KeyRotation(maker.origin, next.key()).text();
        var checkpoint = maker.checkpoint(maker.size());
        var note = SignedNote.of(checkpoint.text(), next.sign(checkpoint.text()))
                .with(sample.buyer.cosigner.cosign(checkpoint, maker.now()))
                .with(sample.authority.cosigner.cosign(checkpoint, maker.now()));
        var named = sample.writer(note)
                .key(new BundleKey(BundleKey.Use.LOG, maker.did, next.key()))
                .rotation(SignedNote.of(rotation, maker.key.sign(rotation)))
                .bytes(maker.key);
        var unnamed = sample.writer(note)
                .key(new BundleKey(BundleKey.Use.LOG, maker.did, next.key()))
                .bytes(maker.key);
        var usurped = sample.writer(note)
                .key(new BundleKey(BundleKey.Use.LOG, maker.did, next.key()))
                .rotation(SignedNote.of(rotation, next.sign(rotation)))
                .bytes(maker.key);

        assertThat(verify(named).exitCode()).isZero();
        assertThat(verify(unnamed).exitCode()).isEqualTo(1);
        assertThat(verify(usurped).exitCode()).isEqualTo(1);
    }

    @Test
    void aRestoredBackupIsNamedWithWhatWasLost() {
        var restored = restored(true);

        var verification = verify(restored);

        assertThat(verification.exitCode()).isEqualTo(4);
        assertThat(verification.findings())
                .extracting(Finding::line)
                .contains(
                        "ok: restored: payloads.jsonl, entry 4: log.restored: the log continues from a backup",
                        "incomplete: restored: payloads.jsonl: log.restored at entry 4: entries 4 to 6 of the tree of 7 entries are lost");
    }

    @Test
    void aRestoredBackupThatNobodyElseHasSeenIsRefused() {
        var verification = verify(restored(false));

        assertThat(verification.exitCode()).isEqualTo(1);
        assertThat(verification.findings()).extracting(Finding::check).contains(Check.RESTORED);
    }

    /** The told log loses its tail, and the firm continues from the backup of four entries. */
    private byte[] restored(boolean cosigned) {
        var lost = sample.maker.checkpoint(sample.maker.size());
        var again = new SampleBundle();
        again.begin();
        again.maker.append(
                "{\"type\":\"log.restored\",\"restored\":{\"size\":4,\"lost\":[{\"size\":"
                        + lost.head().size() + ",\"root\":\""
                        + lost.head().root().base64() + "\"}]}}",
                again.maker.self,
                again.maker.agreement);
        again.maker.append(again.receipt(), again.maker.agreement);
        var newest = again.maker.checkpoint(again.maker.size());
        var note = cosigned ? again.maker.signed(newest, again.buyer, again.authority) : again.maker.signed(newest);
        return again.writer(note)
                .earlier(sample.maker.signed(lost, sample.buyer, sample.authority), Optional.empty())
                .bytes(again.maker.key);
    }
}
