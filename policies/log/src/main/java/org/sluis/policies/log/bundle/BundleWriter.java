// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.merkle.InclusionProof;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;

/** Puts a bundle together; the same content always gives the same bytes. */
public final class BundleWriter {

    private final Manifest.Subject subject;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final List<BundleEntry> entries = new ArrayList<>();
    private final List<InclusionProof> proofs = new ArrayList<>();
    private final List<BundleKey> keys = new ArrayList<>();
    private int earlier;
    private int documents;
    private int rotations;

    public BundleWriter(Manifest.Subject subject) {
        this.subject = subject;
    }

    /** The newest checkpoint, and where the streams end in its tree. */
    public BundleWriter checkpoint(SignedNote checkpoint, SignedNote heads) {
        files.put(FileNames.CHECKPOINT, checkpoint.bytes());
        files.put(FileNames.HEADS, heads.bytes());
        return this;
    }

    /** An earlier checkpoint that somebody has seen, smallest first; without a proof when a restored backup lost its tree. */
    public BundleWriter earlier(SignedNote checkpoint, Optional<ConsistencyProof> proof) {
        var name = FileNames.earlier(++earlier);
        files.put(name, checkpoint.bytes());
        proof.ifPresent(path -> files.put(FileNames.consistency(name), Hashes.bytes(path.path())));
        return this;
    }

    /** An entry of a bundle that has every entry of the tree, in order. */
    public BundleWriter entry(BundleEntry entry) {
        entries.add(entry);
        return this;
    }

    /** An entry with its proof in the newest checkpoint, in order of the index. */
    public BundleWriter entry(BundleEntry entry, InclusionProof proof) {
        proofs.add(proof);
        return entry(entry);
    }

    public BundleWriter key(BundleKey key) {
        keys.add(key);
        return this;
    }

    /** A DID document as it was when its keys signed. */
    public BundleWriter didDocument(String json) {
        return put(FileNames.did(++documents), json);
    }

    /** A note of {@link KeyRotation}, signed by the log's old key. */
    public BundleWriter rotation(SignedNote note) {
        files.put(FileNames.rotation(++rotations), note.bytes());
        return this;
    }

    /** The frozen bytes of a policy. */
    public BundleWriter policy(byte[] canonical) {
        files.put("policies/" + Sha256.of(canonical).hex() + ".json", canonical.clone());
        return this;
    }

    public BundleWriter seal(String jws) {
        return put(FileNames.SEAL, jws);
    }

    public BundleWriter receipt(String jws) {
        return put("receipts/" + hash(jws).hex() + ".jws", jws);
    }

    /** What the other party signed about its own log. */
    public BundleWriter peer(SignedNote checkpoint, SignedNote heads) {
        files.put(FileNames.PEER_CHECKPOINT, checkpoint.bytes());
        files.put(FileNames.PEER_HEADS, heads.bytes());
        return this;
    }

    /** Pages for people, made from the entries; covered by the manifest, but not evidence. */
    public BundleWriter pages(String csv, String html) {
        return put("entries.csv", csv).put("report.html", html);
    }

    /**
     * The bundle, its manifest signed by the log's key.
     *
     * @throws IllegalStateException when there are proofs for some entries only, or no checkpoint
     */
    public byte[] bytes(NoteSigner log) {
        if ((!proofs.isEmpty() && proofs.size() != entries.size()) || !files.containsKey(FileNames.CHECKPOINT)) {
            throw new IllegalStateException("a bundle has a checkpoint, and a proof for each entry or for none");
        }
        var all = new TreeMap<>(files);
        all.put(FileNames.KEYS, BundleKeys.bytes(keys));
        all.put(
                FileNames.LEAVES,
                Leaves.bytes(entries.stream().map(BundleEntry::entry).toList()));
        all.put(FileNames.PAYLOADS, PayloadLines.bytes(entries));
        if (!proofs.isEmpty()) {
            all.put(FileNames.PROOFS, Hashes.bytes(proofs));
        }
        return sealed(subject, proofs.isEmpty(), all, log);
    }

    /** Adds manifest and note to the files and packs them. */
    static byte[] sealed(Manifest.Subject subject, boolean wholeTree, SortedMap<String, byte[]> files, NoteSigner log) {
        var listed = new TreeMap<String, Manifest.FileEntry>();
        files.forEach((name, content) -> listed.put(name, Manifest.FileEntry.of(ByteBuffer.wrap(content))));
        var manifest = new Manifest(subject, wholeTree, listed).bytes();
        var text = Manifest.noteText(subject.origin(), Sha256.of(manifest));
        var all = new TreeMap<>(files);
        all.put(FileNames.MANIFEST, manifest);
        all.put(FileNames.MANIFEST_NOTE, SignedNote.of(text, log.sign(text)).bytes());
        return Container.write(all);
    }

    private BundleWriter put(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private static Hash hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
