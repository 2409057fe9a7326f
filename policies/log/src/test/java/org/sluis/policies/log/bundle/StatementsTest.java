// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.policies.log.bundle.SampleBundle.verify;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;

/** Whatever is wrong with a seal, a receipt or an entry about one is named with its check, its file and the entry. */
class StatementsTest {

    @TestFactory
    List<DynamicTest> everyForgeryIsNamed() {
        assertThat(verify(SampleBundle.told().bytes()).exitCode()).isZero();
        return SampleForgeries.all().entrySet().stream()
                .map(forgery -> DynamicTest.dynamicTest(forgery.getKey(), () -> named(forgery.getValue())))
                .toList();
    }

    private static void named(SampleForgeries.Forgery forgery) {
        var verification = verify(forgery.bundle());

        assertThat(verification.findings())
                .filteredOn(finding ->
                        finding.check() == forgery.check() && finding.verdict().exitCode() == forgery.exitCode())
                .extracting(Finding::line)
                .anyMatch(line -> line.contains(forgery.line()));
        assertThat(verification.exitCode()).isEqualTo(forgery.exitCode());
    }

    @Test
    void aProviderMaySayThatItSentSomethingElse() {
        var sample = new SampleBundle();
        sample.begin();
        sample.seen();
        sample.maker.append(
                sample.receipt(SampleStatements.USE, 7).replace("{\"type\"", "{\"decision\":\"error\",\"type\""),
                sample.maker.agreement);

        var verification = verify(sample.bytes());

        assertThat(verification.exitCode()).isZero();
        assertThat(verification.findings())
                .extracting(Finding::message)
                .contains("differs from its receipt, and says so");
    }

    @Test
    void oneKeyDoesNotSignForBothParties() {
        var sample = SampleBundle.told();
        var stolen = new SampleIdentity(sample.buyer.did, "ES256", sample.maker.identity.seed());
        var document = sample.buyer.didDocument().replace(sample.buyer.identity.method(), stolen.method());
        var bundle = SampleBundle.told(
                        changed -> changed.seal = SampleStatements.seal(changed.sealed, changed.maker.identity, stolen))
                .writer()
                .didDocument(document)
                .bytes(sample.maker.key);

        assertThat(verify(bundle).findings())
                .extracting(Finding::line)
                .contains("tampered: seal: seal.jws: one key signed for both parties");
    }

    @Test
    void aSignatureHoldsByTheDocumentThatHadItsKeyThen() {
        var sample = SampleBundle.told();
        var later = new SampleFirm("buyer", "EdDSA").didDocument();
        var withBoth = sample.resealed(sample.bytes(), files -> files.put("did/0004.json", bytes(later)));
        var withTheLater = sample.resealed(sample.bytes(), files -> files.put("did/0002.json", bytes(later)));

        assertThat(verify(withBoth).exitCode()).isZero();
        assertThat(verify(withTheLater).exitCode()).isEqualTo(4);
    }

    @Test
    void aKeyThatMayNotAssertSignsNothing() {
        var sample = SampleBundle.told();
        var document = sample.buyer.didDocument().replace("assertionMethod", "keyAgreement");

        assertThat(verify(sample.resealed(sample.bytes(), files -> files.put("did/0002.json", bytes(document))))
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    void zerosAreNoSignature() {
        var sample = SampleBundle.told(changed ->
                changed.receipt = changed.receipt.substring(0, changed.receipt.lastIndexOf('.') + 1) + "A".repeat(86));

        assertThat(verify(sample.bytes()).exitCode()).isEqualTo(1);
    }

    @Test
    void aConsistencyProofWithoutItsCheckpointIsNamed() {
        var sample = SampleBundle.told();
        var bundle = sample.resealed(sample.bytes(), files -> files.remove("checkpoints/000001.note"));

        assertThat(verify(bundle).findings())
                .extracting(Finding::line)
                .contains(
                        "tampered: consistency: consistency/000001.bin: proves a checkpoint that is not in the bundle");
        assertThat(verify(bundle).exitCode()).isEqualTo(1);
    }

    @Test
    void aKeyUnderTwoNamesIsBelievedForNeither() {
        var sample = SampleBundle.told();
        var shared = new BundleKey(BundleKey.Use.WITNESS, sample.authority.did, sample.buyer.cosigner.key());
        var document = sample.authority
                .didDocument()
                .replace(
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        sample.authority.key.key().publicKey().bytes()),
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        sample.buyer.cosigner.key().publicKey().bytes()));
        var bundle = sample.writer(sample.maker.signed(sample.maker.checkpoint(7), sample.buyer))
                .key(shared)
                .didDocument(document)
                .bytes(sample.maker.key);

        assertThat(verify(bundle).findings())
                .extracting(Finding::line)
                .anyMatch(Predicate.isEqual("tampered: keys: keys.json: one key is said to be of " + sample.buyer.did
                        + " and of " + sample.authority.did))
                .contains(
                        "incomplete: witness: checkpoint: no neutral witness",
                        "incomplete: peer: checkpoint: one-sided: the other party did not cosign");
    }

    @Test
    void aRotationDoesNotMakeALogKeyOfAKeyThatIsListedAsAnothers() {
        var sample = SampleBundle.told();
        var maker = sample.maker;
        var next = NoteSigner.ed25519(maker.origin, maker.seed("next"));
        var rotation = new KeyRotation(maker.origin, next.key()).text();
        var checkpoint = maker.checkpoint(maker.size());
        var note = SignedNote.of(checkpoint.text(), next.sign(checkpoint.text()))
                .with(sample.buyer.cosigner.cosign(checkpoint, maker.now()))
                .with(sample.authority.cosigner.cosign(checkpoint, maker.now()));

        assertThat(verify(rotated(sample, note, rotation, new BundleKey(BundleKey.Use.LOG, maker.did, next.key())))
                        .exitCode())
                .isZero();
        for (var listed : List.of(
                new BundleKey(BundleKey.Use.PEER, sample.buyer.did, next.key()),
                new BundleKey(BundleKey.Use.LOG, sample.buyer.did, next.key()))) {
            assertThat(verify(rotated(sample, note, rotation, listed)).findings())
                    .extracting(Finding::line)
                    .contains("tampered: checkpoint: checkpoint: the log itself did not sign");
        }
    }

    private static byte[] rotated(SampleBundle sample, SignedNote note, String rotation, BundleKey listed) {
        return sample.writer(note)
                .key(listed)
                .rotation(SignedNote.of(rotation, sample.maker.key.sign(rotation)))
                .bytes(sample.maker.key);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
