// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.sluis.extensions.policylog.DecidedPolicies;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.bundle.BundleVerifier;
import org.sluis.policies.log.bundle.BundleWriter;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.report.EntriesCsv;
import org.sluis.policies.log.report.HtmlReport;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;

/** Makes bundles of our log. */
public final class Bundles {

    private final Log log;
    private final Agreements agreements;
    private final DecidedPolicies policies;
    private final Attachments attachments;
    private final Evidence.Source evidence;
    private final Clock clock;

    public Bundles(
            Log log,
            Agreements agreements,
            DecidedPolicies policies,
            Attachments attachments,
            Evidence.Source evidence,
            Clock clock) {
        this.log = log;
        this.agreements = agreements;
        this.policies = policies;
        this.attachments = attachments;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * Our log and who we are.
     *
     * @param self our DID
     */
    public record Log(PolicyLog entries, StreamNames streams, Supplier<NoteSigner> signer, String self) {}

    /** Signed files that entries name by their hash. */
    public interface Attachments {

        Optional<String> seal(String agreement);

        List<String> receipts(String agreement);
    }

    /** The whole story of one agreement. */
    public byte[] of(Agreement agreement) throws IOException {
        var stream = new Manifest.Stream(log.streams().agreement(agreement.id()), Optional.of(agreement.id()));
        var provider = agreement.side() == Agreement.Side.PROVIDER;
        var peer = Optional.of(provider ? agreement.consumer() : agreement.provider());
        if (log.entries().indices(stream.id(), log.entries().head().size()).isEmpty()) {
            throw new IllegalArgumentException("nothing is logged about agreement " + agreement.id());
        }
        var signed = evidence.fresh(peer, List.of(stream));
        var size = size(signed);
        var story = new StoryEntries();
        var indices = new TreeSet<>(log.entries().indices(stream.id(), size));
        if (signed.earlier().stream().anyMatch(seen -> seen.proof().isEmpty())) {
            indices.addAll(restored(size));
        }
        indices.forEach(index -> story.add(log.entries().entry(index)));
        var proofs = new TreeProofs(log.entries().nodes(size));
        return bundle(
                new Manifest.Subject(
                        origin(signed),
                        log.self(),
                        peer,
                        Optional.of(provider ? "provider" : "consumer"),
                        created(),
                        List.of(stream)),
                signed,
                story,
                (writer, entry) -> writer.entry(entry, proofs.inclusion(entry.index(), size)));
    }

    /** The entries that say which checkpoints a restored backup has lost. */
    private List<Long> restored(long size) {
        return log.entries().indices(log.streams().self(), size).stream()
                .filter(index -> log.entries().entry(index).payload().stream()
                        .anyMatch(payload -> payload.json().contains("\"type\":\"log.restored\"")))
                .toList();
    }

    /** Every entry of the log, and each stream as a whole. */
    public byte[] whole() throws IOException {
        var known = new StoryEntries();
        LongStream.range(0, log.entries().head().size())
                .forEach(index -> known.add(log.entries().entry(index)));
        var streams = known.streams(log.streams());
        var signed = evidence.fresh(Optional.empty(), streams);
        var size = size(signed);
        var story = new StoryEntries();
        LongStream.range(0, size).forEach(index -> story.add(log.entries().entry(index)));
        return bundle(
                new Manifest.Subject(
                        origin(signed), log.self(), Optional.empty(), Optional.empty(), created(), streams),
                signed,
                story,
                (writer, entry) -> writer.entry(entry));
    }

    @FunctionalInterface
    private interface Adding {
        BundleWriter to(BundleWriter writer, BundleEntry entry);
    }

    private byte[] bundle(Manifest.Subject subject, Evidence signed, StoryEntries story, Adding adding) {
        var plain = writer(subject, signed, story, adding).bytes(log.signer().get());
        return pages(plain, writer(subject, signed, story, adding))
                .bytes(log.signer().get());
    }

    private BundleWriter writer(Manifest.Subject subject, Evidence signed, StoryEntries story, Adding adding) {
        var writer = new BundleWriter(subject).checkpoint(signed.checkpoint(), signed.heads());
        signed.earlier().forEach(seen -> writer.earlier(seen.checkpoint(), seen.proof()));
        signed.keys().forEach(writer::key);
        documents(signed, story).forEach(writer::didDocument);
        signed.rotations().forEach(writer::rotation);
        signed.peer().ifPresent(peer -> writer.peer(peer.checkpoint(), peer.heads()));
        story.entries().forEach(entry -> adding.to(writer, entry));
        story.policies().forEach(digest -> policies.find(digest).ifPresent(writer::policy));
        for (var id : story.agreements()) {
            agreements
                    .find(id)
                    .filter(known -> story.policies().contains(known.sha256()))
                    .ifPresent(known -> writer.policy(known.canonical().getBytes(StandardCharsets.UTF_8)));
            if (subject.streams().stream().anyMatch(stream -> stream.agreement().equals(Optional.of(id)))) {
                attachments.seal(id).filter(story::names).ifPresent(writer::seal);
            }
            attachments.receipts(id).stream().filter(story::names).forEach(writer::receipt);
        }
        return writer;
    }

    /** Those of who signed something about logs, then those of who signed seals and receipts. */
    private static Set<String> documents(Evidence signed, StoryEntries story) {
        var documents = new LinkedHashSet<>(signed.documents());
        documents.addAll(story.documents());
        return documents;
    }

    /** Pages for people, as a reader of the plain bundle would make them. */
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

    private static long size(Evidence signed) {
        return checkpoint(signed).head().size();
    }

    private static String origin(Evidence signed) {
        return checkpoint(signed).origin();
    }

    private static Checkpoint checkpoint(Evidence signed) {
        return Checkpoint.parse(signed.checkpoint().text()).orElseThrow();
    }

    private String created() {
        return clock.instant().toString();
    }
}
