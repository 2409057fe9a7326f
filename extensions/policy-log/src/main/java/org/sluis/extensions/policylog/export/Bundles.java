// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.exchange.BundleEvidence;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.bundle.BundleVerifier;
import org.sluis.policies.log.bundle.BundleWriter;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.log.report.EntriesCsv;
import org.sluis.policies.log.report.HtmlReport;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;

/** Makes bundles of our log. */
public final class Bundles {

    private final SignedEvidence evidence;
    private final Agreements agreements;
    private final Attachments attachments;
    private final Clock clock;

    public Bundles(SignedEvidence evidence, Agreements agreements, Attachments attachments, Clock clock) {
        this.evidence = evidence;
        this.agreements = agreements;
        this.attachments = attachments;
        this.clock = clock;
    }

    /** The whole story of one agreement. */
    public byte[] of(Agreement agreement) throws IOException {
        var stream = new Manifest.Stream(
                evidence.own().keys().streams().agreement(agreement.id()), Optional.of(agreement.id()));
        if (log().indices(stream.id(), log().head().size()).isEmpty()) {
            throw new IllegalArgumentException("nothing is logged about agreement " + agreement.id());
        }
        var provider = agreement.side() == Agreement.Side.PROVIDER;
        var peer = provider ? agreement.consumer() : agreement.provider();
        var signed = evidence.about(stream, peer);
        var size = checkpoint(signed).head().size();
        var story = new StoryEntries();
        log().indices(stream.id(), size).forEach(index -> story.add(log().entry(index)));
        var proofs = new TreeProofs(new TiledNodes(log().tiles(), size));
        var about = subject(signed, List.of(stream), Optional.of(peer), Optional.of(provider ? "provider" : "consumer"));
        return bundle(about, signed, story, (writer, entry) ->
                writer.entry(entry, proofs.inclusion(entry.index(), size)));
    }

    /** Every entry of the log, and each stream as a whole. */
    public byte[] whole() throws IOException {
        var streams = story(log().head().size()).streams(evidence.own().keys().streams());
        var signed = evidence.alone(streams);
        var about = subject(signed, streams, Optional.empty(), Optional.empty());
        return bundle(about, signed, story(checkpoint(signed).head().size()), BundleWriter::entry);
    }

    @FunctionalInterface
    private interface Adding {
        BundleWriter to(BundleWriter writer, BundleEntry entry);
    }

    private StoryEntries story(long size) {
        var story = new StoryEntries();
        LongStream.range(0, size).forEach(index -> story.add(log().entry(index)));
        return story;
    }

    private Manifest.Subject subject(
            BundleEvidence signed,
            List<Manifest.Stream> streams,
            Optional<String> peer,
            Optional<String> role) {
        return new Manifest.Subject(
                checkpoint(signed).origin(),
                evidence.own().self().value(),
                peer,
                role,
                clock.instant().toString(),
                streams);
    }

    /** The pages in it are made of it as a reader of the rest would make them. */
    private byte[] bundle(Manifest.Subject subject, BundleEvidence signed, StoryEntries story, Adding adding) {
        NoteSigner signer = evidence.own().keys().log();
        var plain = writer(subject, signed, story, adding).bytes(signer);
        return pages(plain, writer(subject, signed, story, adding)).bytes(signer);
    }

    private BundleWriter writer(Manifest.Subject subject, BundleEvidence signed, StoryEntries story, Adding adding) {
        var writer = new BundleWriter(subject).checkpoint(signed.checkpoint(), signed.heads());
        history(signed, writer);
        signed.keys().forEach(writer::key);
        signed.didDocuments().forEach(writer::didDocument);
        signed.rotations().forEach(writer::rotation);
        if (signed.peerCheckpoint().isPresent() && signed.peerHeads().isPresent()) {
            writer.peer(signed.peerCheckpoint().get(), signed.peerHeads().get());
        }
        story.entries().forEach(entry -> adding.to(writer, entry));
        for (var id : story.agreements()) {
            agreements
                    .find(id)
                    .filter(known -> story.policies().contains(known.sha256()))
                    .ifPresent(known -> writer.policy(known.canonical().getBytes(StandardCharsets.UTF_8)));
            if (subject.peer().isPresent()) {
                attachments.seal(id).ifPresent(writer::seal);
            }
            attachments.receipts(id).forEach(writer::receipt);
        }
        return writer;
    }

    private void history(BundleEvidence signed, BundleWriter writer) {
        var size = checkpoint(signed).head().size();
        var proofs = new TreeProofs(new TiledNodes(log().tiles(), size));
        signed.earlier()
                .forEach(seen -> writer.earlier(seen, Optional.of(proofs.consistency(head(seen), size))));
        signed.lost().forEach(seen -> writer.earlier(seen, Optional.empty()));
    }

    private static BundleWriter pages(byte[] plain, BundleWriter writer) {
        var verified = new BundleVerifier(Trust.withoutAnchors()).verify(ByteBuffer.wrap(plain));
        var csv = new StringBuilder();
        var html = new StringBuilder();
        try {
            EntriesCsv.write(verified.bundle().orElseThrow(), csv);
            HtmlReport.write(verified, html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.pages(csv.toString(), html.toString());
    }

    private PolicyLog log() {
        return evidence.own().log();
    }

    private static Checkpoint checkpoint(BundleEvidence signed) {
        return Checkpoint.parse(signed.checkpoint().text()).orElseThrow();
    }

    private static long head(SignedNote seen) {
        return Checkpoint.parse(seen.text()).orElseThrow().head().size();
    }
}
