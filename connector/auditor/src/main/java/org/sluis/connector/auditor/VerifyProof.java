// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluis.policies.log.StrictBase64;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.json.JsonArray;
import org.sluis.policies.log.json.JsonNumber;
import org.sluis.policies.log.json.JsonObject;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.json.JsonValue;
import org.sluis.policies.log.leaf.LeafRecord;
import org.sluis.policies.log.merkle.TreeHashing;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.SignatureType;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.log.note.TlogProof;
import org.sluis.policies.log.note.VerifiedSignature;
import org.sluis.policies.log.note.VerifierKey;
import org.sluis.policies.log.report.Words;

/** Is one entry in a log, as its proof claims? */
final class VerifyProof {

    /** What came of it: a verdict and why. */
    private record Result(Verdict verdict, String message, List<String> cosigners) {

        Result(Verdict verdict, String message) {
            this(verdict, message, List.of());
        }
    }

    private VerifyProof() {}

    static int run(Console console, Path file, Path leafFile, boolean leafAsked, Trust trust, boolean json)
            throws UsageException, FileException {
        if (trust.anchors().isEmpty()) {
            throw new UsageException(
                    "a proof names no keys: say with " + Anchors.ANCHOR + " DID=VKEY which log you believe");
        }
        var proof = TlogProof.parse(InputFile.bytes(file, SignedNote.MOST_BYTES))
                .orElseThrow(() -> new FileException(file, "is not a well-formed proof; ask for it anew"));
        var leaf = leaf(proof, leafFile, leafAsked);
        var result = judge(proof, leaf, trust);
        print(console, proof, leaf, result, json);
        return result.verdict().exitCode();
    }

    /** From a file, or else from the proof's extra data, which the proof itself then covers. */
    private static LeafFile leaf(TlogProof proof, Path leafFile, boolean asked) throws FileException, UsageException {
        var inside = proof.extra().flatMap(StrictBase64::decode).flatMap(LeafRecord::parse);
        if (!asked && inside.isPresent()) {
            return new LeafFile(inside.get(), Optional.empty());
        }
        if (!asked && !Files.exists(leafFile)) {
            throw new UsageException("the proof does not have its entry inside: name the entry with --leaf FILE");
        }
        return LeafFile.read(leafFile);
    }

    private static Result judge(TlogProof proof, LeafFile leaf, Trust trust) {
        var checkpoint = Checkpoint.parse(proof.checkpoint().text());
        if (checkpoint.isEmpty()) {
            return new Result(Verdict.UNREADABLE, "what is signed under the proof is not a checkpoint");
        }
        var origin = checkpoint.get().origin();
        var logKeys = keys(trust).stream()
                .filter(key -> key.name().equals(origin) && key.type() == SignatureType.ED25519)
                .toList();
        if (logKeys.isEmpty()) {
            return new Result(Verdict.TAMPERED, "none of the anchors is a key of the log " + origin);
        }
        if (!proof.proves(new TreeHashing().leaf(leaf.leaf().bytes()), origin, logKeys)) {
            return new Result(
                    Verdict.TAMPERED, "the entry is not proven to be in a tree that the log " + origin + " signed");
        }
        boolean same = leaf.payload()
                .map(payload -> payload.commitment().equals(leaf.leaf().commitment()))
                .orElse(true);
        if (!same) {
            return new Result(Verdict.TAMPERED, "the payload is not the one that the entry commits to");
        }
        if (proof.checkpoint().verify(keys(trust)).signatures().isEmpty()) {
            return new Result(Verdict.TAMPERED, "a signature by one of the anchors is wrong");
        }
        var cosigners = cosigners(proof, trust, logKeys);
        return cosigners.isEmpty()
                ? new Result(
                        Verdict.INCOMPLETE, "the entry is in the log, but none of the other anchors has seen it there")
                : new Result(Verdict.OK, "the entry is in the log, and others have seen it there", cosigners);
    }

    private static List<VerifierKey> keys(Trust trust) {
        return trust.anchors().stream().map(Trust.Anchor::key).distinct().toList();
    }

    /** Who of the anchors cosigned, the log's owner not counted. */
    private static List<String> cosigners(TlogProof proof, Trust trust, List<VerifierKey> logKeys) {
        var owners = trust.anchors().stream()
                .filter(anchor -> logKeys.contains(anchor.key()))
                .map(Trust.Anchor::did)
                .collect(Collectors.toSet());
        var cosigned = proof.checkpoint().verify(keys(trust)).signatures().stream()
                .filter(signature -> signature.time().isPresent())
                .map(VerifiedSignature::key)
                .collect(Collectors.toSet());
        return trust.anchors().stream()
                .filter(anchor -> cosigned.contains(anchor.key()) && !owners.contains(anchor.did()))
                .map(Trust.Anchor::did)
                .distinct()
                .sorted()
                .toList();
    }

    private static void print(Console console, TlogProof proof, LeafFile leaf, Result result, boolean json) {
        if (json) {
            var members = new LinkedHashMap<>(Json.verdict(result.verdict()));
            members.put("index", JsonNumber.of(proof.index()));
            members.put("message", new JsonString(result.message()));
            members.put(
                    "cosigners",
                    new JsonArray(result.cosigners().stream()
                            .<JsonValue>map(JsonString::new)
                            .toList()));
            console.out().print(new JsonObject(members) + "\n");
            return;
        }
        console.line(Words.verdict(result.verdict()) + ": " + result.message() + ".");
        if (result.verdict() == Verdict.OK || result.verdict() == Verdict.INCOMPLETE) {
            console.line("entry " + proof.index() + ", logged "
                    + Words.time(Instant.ofEpochMilli(leaf.leaf().time())) + " UTC");
            result.cosigners().forEach(did -> console.line("cosigned by " + did));
            leaf.payload().ifPresent(payload -> console.line(payload.json()));
        }
    }
}
