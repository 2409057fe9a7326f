// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.StrictBase64;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;

/** One agreement between a maker and a buyer, witnessed by an authority, as the maker's bundle tells it. */
final class SampleBundle {

    static final byte[] POLICY = "{\"@type\":\"Set\"}".getBytes(StandardCharsets.UTF_8);

    final SampleFirm maker;
    final SampleFirm buyer;
    final SampleFirm authority = new SampleFirm("authority");
    final Map<String, String> sealed;
    final Map<String, String> received;

    String seal;
    String receipt;

    SignedNote earlier;
    long earlierSize;

    SampleBundle() {
        this("ES256", "ES256");
    }

    /** With identity keys of these algorithms. */
    SampleBundle(String makers, String buyers) {
        maker = new SampleFirm("maker", makers);
        buyer = new SampleFirm("buyer", buyers);
        sealed = SampleStatements.sealed(maker, buyer, Sha256.of(POLICY).hex());
        received = SampleStatements.received(maker, buyer, 5, 48_213, hash("data"));
        seal = SampleStatements.seal(sealed, maker.identity, buyer.identity);
        receipt = SampleStatements.receipt(received, buyer.identity);
    }

    /** The story up to a checkpoint that others saw, and on to the end. */
    static SampleBundle told() {
        return told(sample -> {});
    }

    /** The same with identity keys of these algorithms. */
    static SampleBundle told(String makers, String buyers) {
        return told(new SampleBundle(makers, buyers), sample -> {});
    }

    /** The same after something was changed that the log then commits itself to. */
    static SampleBundle told(Consumer<SampleBundle> change) {
        return told(new SampleBundle(), change);
    }

    private static SampleBundle told(SampleBundle sample, Consumer<SampleBundle> change) {
        change.accept(sample);
        sample.begin();
        sample.seen();
        sample.end();
        return sample;
    }

    void begin() {
        maker.append("{\"type\":\"admin.action\"}", maker.self);
        maker.append(sealed(), maker.agreement);
        maker.append(release("allow"), maker.agreement);
        maker.append("{\"type\":\"admin.action\"}", maker.self);
    }

    void seen() {
        earlierSize = maker.size();
        earlier = maker.signed(maker.checkpoint(earlierSize), buyer, authority);
    }

    void end() {
        maker.append(release("deny"), maker.agreement);
        maker.append(receipt(), maker.agreement, maker.self);
        maker.append("{\"type\":\"agreement.terminated\",\"corr\":{\"agreementId\":\"agreement-1\"}}", maker.agreement);
    }

    String sealed() {
        return "{\"type\":\"agreement.sealed\",\"corr\":{\"agreementId\":\"agreement-1\"},\"policy\":{\"digest\":\""
                + Sha256.of(POLICY).hex() + "\"},\"seal\":{\"sha256\":\"" + hash(seal) + "\"}}";
    }

    static String release(String decision) {
        return "{\"type\":\"release.decision\",\"decision\":\"" + decision
                + "\",\"corr\":{\"agreementId\":\"agreement-1\"},\"policy\":{\"digest\":\""
                + Sha256.of(POLICY).hex() + "\"}}";
    }

    String receipt() {
        return receipt(SampleStatements.USE, 48_213);
    }

    String receipt(String use, long bytes) {
        return "{\"type\":\"transfer.receipt\",\"corr\":{\"agreementId\":\"agreement-1\",\"flowId\":\"" + use
                + "\"},\"data\":{\"bytes\":" + bytes + ",\"sha256\":\"" + hash("data")
                + "\"},\"receipt\":{\"sha256\":\"" + hash(receipt) + "\"}}";
    }

    /** Everything that an honest bundle has, over the newest tree and with all cosignatures. */
    BundleWriter writer() {
        return writer(maker.signed(maker.checkpoint(maker.size()), buyer, authority));
    }

    BundleWriter writer(SignedNote newest) {
        var writer = new BundleWriter(maker.subject(Optional.of(buyer), "provider"))
                .checkpoint(newest, heads())
                .key(new BundleKey(BundleKey.Use.LOG, maker.did, maker.key.key()))
                .key(new BundleKey(BundleKey.Use.PEER, buyer.did, buyer.cosigner.key()))
                .key(new BundleKey(BundleKey.Use.PEER, buyer.did, buyer.statements.key()))
                .key(new BundleKey(BundleKey.Use.WITNESS, authority.did, authority.cosigner.key()))
                .didDocument(maker.didDocument())
                .didDocument(buyer.didDocument())
                .didDocument(authority.didDocument())
                .policy(POLICY)
                .seal(seal)
                .receipt(receipt);
        if (earlier != null) {
            writer.earlier(earlier, Optional.of(maker.proofs().consistency(earlierSize, maker.size())));
        }
        maker.story().forEach(entry -> writer.entry(entry, maker.proofs().inclusion(entry.index(), maker.size())));
        return writer;
    }

    /** Where the agreement's stream ends, signed by both parties. */
    SignedNote heads() {
        var note = maker.signedHeads(maker.agreement);
        return note.with(buyer.statements.sign(note.text()));
    }

    byte[] bytes() {
        return writer().bytes(maker.key);
    }

    static Verification verify(byte[] bundle) {
        return new BundleVerifier(Trust.withoutAnchors()).verify(ByteBuffer.wrap(bundle));
    }

    /** Alters files as somebody can who has no key: the manifest stays. */
    static byte[] altered(byte[] bundle, Consumer<SortedMap<String, byte[]>> change) {
        var files = files(bundle);
        change.accept(files);
        return Container.write(files);
    }

    static byte[] altered(byte[] bundle, String file, UnaryOperator<byte[]> change) {
        return altered(bundle, files -> files.computeIfPresent(file, (name, content) -> change.apply(content)));
    }

    /** Alters files as the owner of the log's key can: manifest and note are made anew. */
    byte[] resealed(byte[] bundle, Consumer<SortedMap<String, byte[]>> change) {
        return resealed(bundle, maker.key, change);
    }

    byte[] resealed(byte[] bundle, NoteSigner signer, Consumer<SortedMap<String, byte[]>> change) {
        var files = files(bundle);
        files.remove(FileNames.MANIFEST);
        files.remove(FileNames.MANIFEST_NOTE);
        change.accept(files);
        boolean whole = !files.containsKey(FileNames.PROOFS);
        return BundleWriter.sealed(maker.subject(Optional.of(buyer), "provider"), whole, files, signer);
    }

    byte[] resealed(byte[] bundle, String file, UnaryOperator<byte[]> change) {
        return resealed(bundle, files -> files.computeIfPresent(file, (name, content) -> change.apply(content)));
    }

    /** Replaces text in a file. */
    static UnaryOperator<byte[]> replacing(String before, String after) {
        return content -> {
            var text = new String(content, StandardCharsets.ISO_8859_1);
            if (!text.contains(before)) {
                throw new AssertionError("nothing to replace: " + before);
            }
            return text.replace(before, after).getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    static UnaryOperator<byte[]> flipping(int position) {
        return content -> {
            content[position < 0 ? content.length + position : position] ^= 1;
            return content;
        };
    }

    static SortedMap<String, byte[]> files(byte[] bundle) {
        var files = new TreeMap<String, byte[]>();
        try {
            Container.read(ByteBuffer.wrap(bundle), new Findings()).forEach((name, content) -> {
                var bytes = new byte[content.remaining()];
                content.get(bytes);
                files.put(name, bytes);
            });
        } catch (UnreadableBundleException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    /** The Base64 at the end of a signature line. */
    static String base64(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    static String base64(byte[] bytes) {
        return StrictBase64.encode(bytes);
    }

    static byte[] signature(String line) {
        return StrictBase64.decode(base64(line)).orElseThrow();
    }

    static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
