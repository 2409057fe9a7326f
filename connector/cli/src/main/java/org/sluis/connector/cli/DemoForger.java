// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.bundle.BundleWriter;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.leaf.InMemoryStreamHeads;
import org.sluis.policies.log.leaf.LeafRecord;
import org.sluis.policies.log.leaf.LogTree;
import org.sluis.policies.log.leaf.SaltedPayload;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.leaf.StreamPosition;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.merkle.InMemoryNodes;
import org.sluis.policies.log.merkle.InclusionProof;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;

/** What a dishonest firm, with the key of its own log, can make of an honest bundle. */
final class DemoForger {

    private final Bundle honest;
    private final NoteSigner key;

    DemoForger(Bundle honest, NoteSigner key) {
        this.honest = honest;
        this.key = key;
    }

    /** One entry says something else, and the manifest is signed anew. */
    byte[] altered(UnaryOperator<String> lie) {
        return signed(
                honest.entries().stream().map(entry -> changed(entry, lie)).toList());
    }

    /** One entry is left out, and the manifest is signed anew. */
    byte[] omitted(long index) {
        return signed(honest.entries().stream()
                .filter(entry -> entry.index() != index)
                .toList());
    }

    /**
     * The whole tree is written anew with a lie in it, and checkpoint, heads and manifest are signed anew.
     *
     * @param log all entries of the log
     */
    byte[] rewritten(List<BundleEntry> log, long index, UnaryOperator<String> lie) {
        var nodes = new InMemoryNodes();
        var ends = new InMemoryStreamHeads();
        var tree = new LogTree(nodes, ends);
        var anew = new ArrayList<BundleEntry>();
        for (var entry : log) {
            var told = entry.index() == index ? changed(entry, lie) : entry;
            var payload = told.payload().orElseThrow();
            anew.add(BundleEntry.of(tree.append(time(entry), streams(entry), payload), payload));
        }
        var checkpoint =
                Checkpoint.of(honest.manifest().subject().origin(), tree.head()).text();
        var heads = new TreeMap<String, StreamHead>();
        honest.manifest()
                .subject()
                .streams()
                .forEach(stream -> ends.head(stream.id())
                        .ifPresent(end -> heads.put(stream.id().toString(), end)));
        var stated = new StreamHeadsNote(honest.manifest().subject().origin(), tree.head(), heads).text();
        var writer = new BundleWriter(honest.manifest().subject()).checkpoint(note(checkpoint), note(stated));
        var proofs = new TreeProofs(nodes);
        for (var entry : honest.entries()) {
            writer.entry(anew.get((int) entry.index()), proofs.inclusion(entry.index(), tree.size()));
        }
        return attached(writer).bytes(key);
    }

    private byte[] signed(List<BundleEntry> entries) {
        var notes = honest.notes();
        var writer = new BundleWriter(honest.manifest().subject())
                .checkpoint(notes.get("checkpoint"), notes.get("heads.note"));
        earlier(writer);
        entries.forEach(entry -> writer.entry(entry, proof(entry.index())));
        return attached(writer).bytes(key);
    }

    private BundleWriter attached(BundleWriter writer) {
        honest.keys().forEach(writer::key);
        var notes = honest.notes();
        if (notes.containsKey("peer/checkpoint") && notes.containsKey("peer/heads.note")) {
            writer.peer(notes.get("peer/checkpoint"), notes.get("peer/heads.note"));
        }
        honest.files().forEach((name, content) -> {
            if (name.startsWith("did/")) {
                writer.didDocument(text(content));
            } else if (name.startsWith("policies/")) {
                writer.policy(bytes(content));
            } else if (name.startsWith("receipts/")) {
                writer.receipt(text(content));
            } else if (name.equals("seal.jws")) {
                writer.seal(text(content));
            }
        });
        return writer;
    }

    private void earlier(BundleWriter writer) {
        honest.files().keySet().stream()
                .filter(name -> name.startsWith("checkpoints/"))
                .forEach(name -> writer.earlier(honest.notes().get(name), consistency(name)));
    }

    private Optional<ConsistencyProof> consistency(String checkpoint) {
        var file = checkpoint.replace("checkpoints/", "consistency/").replace(".note", ".bin");
        return Optional.ofNullable(honest.files().get(file)).map(content -> {
            var hashes = bytes(content);
            var path = new ArrayList<Hash>();
            for (int at = 0; at < hashes.length; at += Hash.BYTES) {
                path.add(Hash.at(hashes, at));
            }
            return new ConsistencyProof(path);
        });
    }

    private InclusionProof proof(long index) {
        for (int i = 0; i < honest.entries().size(); i++) {
            if (honest.entries().get(i).index() == index) {
                return honest.proofs().get(i);
            }
        }
        throw new IllegalArgumentException("no entry " + index);
    }

    private static BundleEntry changed(BundleEntry entry, UnaryOperator<String> lie) {
        var payload = entry.payload().map(told -> new SaltedPayload(told.salt(), lie.apply(told.json())));
        return new BundleEntry(entry.entry(), payload, OptionalLong.empty());
    }

    private SignedNote note(String text) {
        return SignedNote.of(text, key.sign(text));
    }

    private static long time(BundleEntry entry) {
        return entry.entry().leaf().time();
    }

    private static List<StreamId> streams(BundleEntry entry) {
        LeafRecord leaf = entry.entry().leaf();
        return leaf.streams().stream().map(StreamPosition::stream).toList();
    }

    private static String text(ByteBuffer content) {
        return new String(bytes(content), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer content) {
        var bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }
}
