// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.policies.log.bundle.SampleBundle.altered;
import static org.sluis.policies.log.bundle.SampleBundle.flipping;
import static org.sluis.policies.log.bundle.SampleBundle.replacing;
import static org.sluis.policies.log.bundle.SampleBundle.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.leaf.LogEntry;
import org.sluis.policies.log.leaf.SaltedPayload;
import org.sluis.policies.log.leaf.StreamPosition;
import org.sluis.policies.log.merkle.Frontier;
import org.sluis.policies.log.merkle.InMemoryNodes;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.Tiles;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;

/**
 * The unmodified bundle passes, the altered one does not. "Altered" is by somebody without a key; "resealed" by the owner of the
 * log's key, who signs a manifest that fits.
 */
class AttackTest {

    /** Bytes of a leaf in one stream, with index and length before it. */
    private static final int LEAF = 10 + 4 + 8 + 1 + 72 + 32;

    private final SampleBundle sample = SampleBundle.told();
    private final byte[] honest = sample.bytes();

    @Test
    void aPayloadByteIsAltered() {
        caught(altered(honest, "payloads.jsonl", replacing("deny", "denz")), 1, Check.FILES);
        caught(sample.resealed(honest, "payloads.jsonl", replacing("deny", "denz")), 1, Check.PAYLOAD);
    }

    @Test
    void aDenialIsTurnedIntoAnAllowAfterLogging() {
        caught(sample.resealed(honest, "payloads.jsonl", replacing("deny", "allow")), 1, Check.PAYLOAD);
    }

    @Test
    void aSaltIsAltered() {
        var salt = sample.maker.entries.get(4).payload().orElseThrow().salt().base64();
        var other = sample.maker.entries.get(5).payload().orElseThrow().salt().base64();

        caught(sample.resealed(honest, "payloads.jsonl", replacing(salt, other)), 1, Check.PAYLOAD);
    }

    @Test
    void aLeafRecordIsAltered() {
        caught(sample.resealed(honest, "leaves.bin", flipping(-1)), 1, Check.INCLUSION);
        caught(altered(honest, "leaves.bin", flipping(-1)), 1, Check.FILES);
    }

    @Test
    void leavesChangePlaces() {
        var reordered = sample.resealed(honest, "leaves.bin", content -> {
            var second = Arrays.copyOfRange(content, LEAF + 10, 2 * LEAF);
            System.arraycopy(content, 10, content, LEAF + 10, LEAF - 10);
            System.arraycopy(second, 0, content, 10, LEAF - 10);
            return content;
        });

        caught(reordered, 1, Check.INCLUSION);
    }

    @Test
    void aProofIsAlteredOrTruncatedOrExtendedOrMissing() {
        caught(sample.resealed(honest, "proofs.bin", flipping(5)), 1, Check.INCLUSION);
        caught(sample.resealed(honest, "proofs.bin", AttackTest::withoutTheFirstHash), 1, Check.INCLUSION);
        caught(sample.resealed(honest, "proofs.bin", AttackTest::withOneHashMore), 1, Check.INCLUSION);
        caught(
                sample.resealed(honest, "proofs.bin", content -> Arrays.copyOf(content, content.length - 1)),
                3,
                Check.FORMAT);
        caught(sample.resealed(honest, "proofs.bin", content -> Arrays.copyOf(content, 1 + 3 * 32)), 3, Check.FORMAT);
    }

    @Test
    void aProofForAnIndexBeyondTheTree() {
        caught(
                sample.resealed(honest, "leaves.bin", content -> with(content, content.length - LEAF + 7, 7)),
                3,
                Check.FORMAT);
        var beyond = sample.resealed(honest, files -> {
            files.computeIfPresent("leaves.bin", (name, content) -> with(content, content.length - LEAF + 7, 7));
            files.computeIfPresent(
                    "payloads.jsonl",
                    (name, content) -> replacing("\"index\":6", "\"index\":7").apply(content));
        });

        caught(beyond, 1, Check.INCLUSION);
    }

    @Test
    void aNegativeIndex() {
        caught(sample.resealed(honest, "leaves.bin", content -> with(content, 0, 0x80)), 3, Check.FORMAT);
    }

    @Test
    void anInnerNodeIsPassedAsALeaf() {
        var node = ByteBuffer.allocate(10 + 64).putLong(1).putShort((short) 64).array();

        caught(sample.resealed(honest, "leaves.bin", content -> node), 3, Check.FORMAT);
    }

    @Test
    void anEntryOfTheStreamIsOmitted() {
        var omitted = sample.maker.story().stream()
                .filter(entry -> entry.index() != 4)
                .toList();

        caught(told(omitted), 1, Check.STREAM);
    }

    @Test
    void theTailOfTheStreamIsOmitted() {
        var omitted =
                sample.maker.story().stream().filter(entry -> entry.index() < 5).toList();

        caught(told(omitted), 1, Check.HEADS);
    }

    @Test
    void theTailIsOmittedAndItsEndSignedAnew() {
        var early = new SampleBundle();
        early.begin();
        var heads = new StreamHeadsNote(
                        sample.maker.origin,
                        sample.maker.checkpoint(sample.maker.size()).head(),
                        StreamHeadsNote.parse(early.heads().text())
                                .orElseThrow()
                                .heads())
                .text();
        var omitted =
                sample.maker.story().stream().filter(entry -> entry.index() < 4).toList();
        var resigned = sample.resealed(
                told(omitted),
                files -> files.put(
                        "heads.note",
                        SignedNote.of(heads, sample.maker.key.sign(heads)).bytes()));

        caught(resigned, 4, Check.PEER);
        caught(
                sample.resealed(
                        told(omitted),
                        files -> files.put(
                                "heads.note",
                                SignedNote.of(heads, sample.maker.key.sign(heads))
                                        .with(sample.heads().signatures().get(1))
                                        .bytes())),
                4,
                Check.PEER);
    }

    @Test
    void theWholeStreamIsHidden() {
        caught(
                sample.resealed(
                        honest,
                        files -> Arrays.asList("leaves.bin", "payloads.jsonl", "proofs.bin")
                                .forEach(name -> files.put(name, new byte[0]))),
                1,
                Check.HEADS);
    }

    @Test
    void theTailOfTheTreeIsCutAndSignedAnew() {
        var cut = new SampleBundle();
        cut.begin();
        cut.maker.append(cut.receipt(), cut.maker.agreement);
        var shorter = cut.maker.checkpoint(cut.maker.size());
        var oldCosignatures = SignedNote.of(shorter.text(), cut.maker.key.sign(shorter.text()))
                .with(sample.maker
                        .signed(sample.maker.checkpoint(7), sample.authority)
                        .signatures()
                        .get(1));

        caught(cut.writer(oldCosignatures).bytes(cut.maker.key), 1, Check.CHECKPOINT);
        caught(cut.writer(cut.maker.signed(shorter)).bytes(cut.maker.key), 4, Check.WITNESS);
    }

    @Test
    void historyIsRewrittenWithTheLogsKey() {
        var rewritten = new SampleBundle();
        rewritten.maker.append("{\"type\":\"admin.action\"}", rewritten.maker.self);
        rewritten.maker.append(rewritten.sealed(), rewritten.maker.agreement);
        rewritten.maker.append(SampleBundle.release("deny"), rewritten.maker.agreement);
        rewritten.maker.append("{\"type\":\"admin.action\"}", rewritten.maker.self);
        rewritten.end();
        rewritten.earlier = sample.earlier;
        rewritten.earlierSize = sample.earlierSize;

        caught(rewritten.bytes(), 1, Check.CONSISTENCY);
    }

    @Test
    void anotherTreeOfTheSameSizeIsSigned() {
        var other = new SampleBundle();
        other.begin();
        other.maker.append(SampleBundle.release("allow"), other.maker.agreement);
        other.maker.append(other.receipt(), other.maker.agreement, other.maker.self);
        other.maker.append("{\"type\":\"agreement.terminated\"}", other.maker.agreement);
        var both = sample.writer()
                .earlier(
                        other.maker.signed(other.maker.checkpoint(7), other.authority),
                        Optional.of(other.maker.proofs().consistency(7, 7)))
                .bytes(sample.maker.key);

        caught(both, 1, Check.CONSISTENCY);
        assertThat(verify(both).findings())
                .extracting(Finding::message)
                .contains("the log signed two trees of 7 entries");
    }

    @Test
    void aCheckpointOfAnotherLogStandsIn() {
        var checkpoint = Checkpoint.of(
                "other.example/plog/2027", sample.maker.checkpoint(7).head());

        caught(
                sample.writer(sample.maker.signed(checkpoint, sample.authority)).bytes(sample.maker.key),
                1,
                Check.CHECKPOINT);
    }

    @Test
    void aCosignaturesTimeIsAltered() {
        var line = new String(SampleBundle.files(honest).get("checkpoint"), StandardCharsets.UTF_8)
                .lines()
                .skip(5)
                .findFirst()
                .orElseThrow();
        var bytes = SampleBundle.signature(line);
        bytes[4 + 7] ^= 1;

        caught(
                sample.resealed(honest, "checkpoint", replacing(SampleBundle.base64(line), SampleBundle.base64(bytes))),
                1,
                Check.CHECKPOINT);
    }

    @Test
    void linesByUnknownKeysAndTheSameNameWithAnotherKeyChangeNothing() {
        var stranger = NoteSigner.ed25519(sample.maker.origin, new byte[32]);
        var note = sample.maker.signed(sample.maker.checkpoint(7), sample.buyer, sample.authority);

        var more = sample.writer(note.with(stranger.sign(note.text()))).bytes(sample.maker.key);
        var alone = sample.writer(SignedNote.of(note.text(), stranger.sign(note.text())))
                .bytes(sample.maker.key);

        assertThat(verify(more).exitCode()).isZero();
        caught(alone, 1, Check.CHECKPOINT);
    }

    @Test
    void aWrongLineByAKnownKeyBesideTheRightOne() {
        var note = sample.maker.signed(sample.maker.checkpoint(7), sample.buyer, sample.authority);

        var duplicate = sample.writer(note.with(note.signatures().get(0))).bytes(sample.maker.key);
        var wrong = sample.writer(note.with(sample.maker.key.sign("another text\n")))
                .bytes(sample.maker.key);

        assertThat(verify(duplicate).exitCode()).isZero();
        caught(wrong, 1, Check.CHECKPOINT);
    }

    @Test
    void aStolenKeySignsALogOfItsOwn() {
        var forged = new SampleBundle();
        forged.begin();
        forged.end();

        caught(
                forged.writer(forged.maker.signed(forged.maker.checkpoint(7))).bytes(forged.maker.key),
                4,
                Check.WITNESS);
    }

    @Test
    void aLeafIsBackDated() {
        caught(timed(3_600, 10), 1, Check.TIME);
    }

    @Test
    void aLeafClaimsATimeAfterItWasSeen() {
        caught(timed(-3_600, 10), 1, Check.TIME);
    }

    @Test
    void anEventIsMovedToAnotherAgreementsStream() {
        var moved = new SampleBundle();
        moved.begin();
        moved.maker.append(
                "{\"type\":\"release.decision\",\"corr\":{\"agreementId\":\"agreement-2\"}}", moved.maker.agreement);
        moved.end();

        caught(moved.bytes(), 1, Check.STREAM);
        caught(sample.resealed(honest, "leaves.bin", flipping(10 + 13)), 1, Check.STREAM);
    }

    @Test
    void thePolicyIsSwappedAfterTheAgreement() {
        var swapped = sample.resealed(
                honest,
                files -> files.replaceAll((name, content) -> name.startsWith("policies/")
                        ? "{\"@type\":\"Offer\"}".getBytes(StandardCharsets.UTF_8)
                        : content));

        caught(swapped, 1, Check.POLICY);
    }

    @Test
    void theSealIsSwapped() {
        caught(sample.resealed(honest, "seal.jws", flipping(0)), 1, Check.SEAL);
    }

    @Test
    void aReceiptIsReplayedOrAdded() {
        var replayed = SampleBundle.told();
        replayed.maker.append(replayed.receipt(), replayed.maker.agreement);

        caught(replayed.bytes(), 1, Check.RECEIPT);
        caught(sample.writer().receipt("e30.e30.other").bytes(sample.maker.key), 1, Check.RECEIPT);
    }

    @Test
    void aPayloadIsWithheldUnderThePretextOfErasure() {
        erased(2, 6, "no such erasure");
        sample.maker.append("{\"type\":\"erasure\",\"erases\":[4]}", sample.maker.agreement);
        erased(2, 7, "no such erasure");
        sample.maker.append("{\"type\":\"erasure\",\"erases\":[2]}", sample.maker.self);
        erased(2, 8, "no such erasure");
    }

    @Test
    void aFileIsDroppedOrAdded() {
        caught(altered(honest, files -> files.remove("checkpoints/000001.note")), 1, Check.FILES);
        caught(altered(honest, files -> files.remove("seal.jws")), 1, Check.FILES);
        caught(altered(honest, files -> files.remove("leaves.bin")), 1, Check.FILES);
        caught(altered(honest, files -> files.put("entries.csv", new byte[] {1})), 1, Check.FILES);
        caught(altered(honest, files -> files.remove("manifest.json")), 3, Check.FORMAT);
    }

    @Test
    void theManifestIsAlteredOrSignedByAnother() {
        caught(altered(honest, "manifest.json", replacing("2027-01-15", "2027-01-16")), 1, Check.MANIFEST);
        caught(sample.resealed(honest, sample.authority.key, files -> {}), 1, Check.MANIFEST);
        caught(
                altered(
                        honest,
                        "manifest.note",
                        content -> (new String(content, StandardCharsets.UTF_8) + "\u2014 a AAAAAAA=\n")
                                .getBytes(StandardCharsets.UTF_8)),
                1,
                Check.MANIFEST);
    }

    @Test
    void aPartyIsItsOwnNeutralWitness() {
        var own = sample.writer(sample.maker.signed(sample.maker.checkpoint(7), sample.buyer, sample.maker))
                .key(new BundleKey(BundleKey.Use.WITNESS, sample.maker.did, sample.maker.cosigner.key()))
                .bytes(sample.maker.key);
        var borrowed = sample.writer()
                .key(new BundleKey(BundleKey.Use.WITNESS, "did:web:neutral.example", sample.buyer.cosigner.key()))
                .bytes(sample.maker.key);

        caught(own, 1, Check.KEYS);
        caught(borrowed, 1, Check.KEYS);
    }

    @Test
    void aHashTileIsAltered() {
        var nodes = new InMemoryNodes();
        var frontier = new Frontier(nodes);
        sample.maker.entries.forEach(entry -> frontier.appendHash(entry.entry().hash()));
        var honestTiles = new TreeProofs(new TiledNodes(address -> Tiles.bytes(address, nodes), frontier.size()));
        var alteredTiles = new TreeProofs(
                new TiledNodes(address -> flipping(0).apply(Tiles.bytes(address, nodes)), frontier.size()));

        assertThat(verify(proven(honestTiles, frontier.size())).exitCode()).isZero();
        caught(proven(alteredTiles, frontier.size()), 1, Check.INCLUSION);
    }

    @Test
    void aProofForATreeOfAnotherSize() {
        var shorter = sample.resealed(
                honest,
                files -> files.put(
                        "proofs.bin",
                        Hashes.bytes(sample.maker.story().stream()
                                .map(entry ->
                                        sample.maker.proofs().inclusion(entry.index(), Math.max(6, entry.index() + 1)))
                                .toList())));

        caught(shorter, 1, Check.INCLUSION);
    }

    @Test
    void aLeafIsInsertedIntoThePast() {
        var inserted = new SampleBundle();
        inserted.begin();
        var forged = inserted.maker.append(SampleBundle.release("allow"), inserted.maker.agreement);
        var between = BundleEntry.of(
                new LogEntry(3, forged.entry().leaf(), forged.entry().hash()),
                forged.payload().orElseThrow());
        var entries = new ArrayList<>(sample.maker.story());
        entries.add(2, between);

        caught(told(entries), 1, Check.INCLUSION);
        caught(told(entries), 1, Check.STREAM);
    }

    @Test
    void aStreamIsShownFromItsMiddleOn() {
        caught(told(sample.maker.story().stream().skip(1).toList()), 1, Check.STREAM);
    }

    @Test
    void aBackupIsRestoredInSilence() {
        var restored = new SampleBundle();
        restored.maker.append("{\"type\":\"admin.action\"}", restored.maker.self);
        restored.maker.append(restored.sealed(), restored.maker.agreement);
        restored.end();
        restored.maker.append("{\"type\":\"admin.action\"}", restored.maker.self);
        restored.earlier = sample.earlier;
        restored.earlierSize = sample.earlierSize;

        caught(restored.bytes(), 1, Check.CONSISTENCY);
    }

    @Test
    void aPayloadCannotBeGuessedFromItsLeaf() {
        assertThat(verify(honest).exitCode()).isZero();
        var entry = sample.maker.entries.get(4);
        var payload = entry.payload().orElseThrow();
        var published = HexFormat.of().formatHex(entry.entry().leaf().bytes());

        var guess = new SaltedPayload(StreamPosition.NONE, payload.json());

        assertThat(published)
                .contains(payload.commitment().hex())
                .doesNotContain(guess.commitment().hex())
                .doesNotContain(Sha256.of(payload.json().getBytes(StandardCharsets.UTF_8))
                        .hex());
    }

    @Test
    void aMemberIsToldTwiceSoThatReadersDiffer() {
        var twice = new SampleBundle();
        twice.begin();
        twice.maker.append(
                "{\"type\":\"release.decision\",\"decision\":\"deny\",\"decision\":\"allow\"}", twice.maker.agreement);
        twice.end();

        caught(twice.bytes(), 3, Check.PAYLOAD);
    }

    /** The honest bundle with proofs made from other nodes. */
    private byte[] proven(TreeProofs proofs, long size) {
        return sample.resealed(
                honest,
                files -> files.put(
                        "proofs.bin",
                        Hashes.bytes(sample.maker.story().stream()
                                .map(entry -> proofs.inclusion(entry.index(), size))
                                .toList())));
    }

    private void erased(int index, long by, String message) {
        assertThat(verify(sample.bytes()).exitCode()).isZero();
        var entry = sample.maker.entries.get(index);
        sample.maker.erase(index, by);

        var verification = verify(sample.bytes());

        assertThat(verification.exitCode()).isEqualTo(1);
        assertThat(verification.findings()).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo(Check.ERASURE);
            assertThat(finding.message()).contains(message);
        });
        sample.maker.entries.set(index, entry);
    }

    /** A log whose earlier checkpoint was cosigned at another time than its entries claim. */
    private static byte[] timed(long earlierSeconds, long laterSeconds) {
        var timed = new SampleBundle();
        timed.begin();
        timed.earlierSize = timed.maker.size();
        var checkpoint = timed.maker.checkpoint(timed.earlierSize);
        timed.earlier = timed.maker
                .signed(checkpoint)
                .with(timed.authority.cosigner.cosign(checkpoint, timed.maker.now() + earlierSeconds));
        timed.end();
        var newest = timed.maker.checkpoint(timed.maker.size());
        return timed.writer(timed.maker
                        .signed(newest, timed.buyer)
                        .with(timed.authority.cosigner.cosign(newest, timed.maker.now() + laterSeconds)))
                .bytes(timed.maker.key);
    }

    /** The bundle with these entries alone. */
    private byte[] told(List<BundleEntry> entries) {
        return sample.resealed(honest, files -> {
            files.put(
                    "leaves.bin",
                    Leaves.bytes(entries.stream().map(BundleEntry::entry).toList()));
            files.put("payloads.jsonl", PayloadLines.bytes(entries));
            files.put(
                    "proofs.bin",
                    Hashes.bytes(entries.stream()
                            .map(entry -> sample.maker.proofs().inclusion(entry.index(), sample.maker.size()))
                            .toList()));
            if (entries.stream().noneMatch(entry -> entry.index() == 5)) {
                files.keySet().removeIf(name -> name.startsWith("receipts/"));
            }
        });
    }

    private static byte[] withoutTheFirstHash(byte[] proofs) {
        var shorter = new byte[proofs.length - 32];
        shorter[0] = (byte) (proofs[0] - 1);
        System.arraycopy(proofs, 33, shorter, 1, proofs.length - 33);
        return shorter;
    }

    private static byte[] withOneHashMore(byte[] proofs) {
        var longer = new byte[proofs.length + 32];
        longer[0] = (byte) (proofs[0] + 1);
        System.arraycopy(proofs, 1, longer, 33, proofs.length - 1);
        return longer;
    }

    private static byte[] with(byte[] content, int position, int value) {
        content[position] = (byte) value;
        return content;
    }

    private void caught(byte[] bundle, int exitCode, Check check) {
        assertThat(verify(SampleBundle.told().bytes()).exitCode()).isZero();

        var verification = verify(bundle);

        assertThat(verification.findings())
                .filteredOn(finding -> finding.verdict().exitCode() == exitCode)
                .extracting(Finding::check)
                .contains(check);
        assertThat(verification.exitCode()).isEqualTo(exitCode);
    }
}
