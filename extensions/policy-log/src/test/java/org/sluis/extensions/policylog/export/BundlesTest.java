// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.policylog.InMemoryDecidedPolicies;
import org.sluis.extensions.policylog.InMemorySecrets;
import org.sluis.extensions.policylog.LogStatus;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.capture.LoggedDecisions;
import org.sluis.extensions.policylog.capture.LoggedEvents;
import org.sluis.extensions.policylog.capture.Recorder;
import org.sluis.extensions.policylog.projection.InMemoryLogRows;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.extensions.policylog.segments.SegmentedLog;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.BundleVerifier;
import org.sluis.policies.log.bundle.Check;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.bundle.Verdict;
import org.sluis.policies.log.bundle.Verification;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.log.note.TlogProof;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.Pseudonyms;

/** Bundles and proofs of a log on disk, as an auditor sees them. */
class BundlesTest {

    private static final String SELF = "did:web:maker.example";
    private static final String BUYER = "did:web:buyer.example";

    @TempDir
    private Path folder;

    private final Clock clock = Clock.systemUTC();
    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final LogKeys keys = LogKeys.open(new InMemorySecrets(), "maker.example", clock);
    private final InMemoryDecidedPolicies policies = new InMemoryDecidedPolicies();
    private PolicyLog log;
    private Projection projection;
    private LoggedDecisions decisions;
    private LoggedEvents events;
    private Checkpoints checkpoints;
    private CompanyLogBook book;

    @BeforeEach
    void open() throws Exception {
        log = SegmentedLog.open(folder.resolve("log"), folder.resolve("keys"), clock);
        projection = new Projection(log, new InMemoryLogRows()).start();
        var recorder = new Recorder(log, keys.streams(), projection, SELF, "test", clock);
        decisions = new LoggedDecisions(recorder, policies);
        events = new LoggedEvents(recorder, clock.instant());
        checkpoints = new Checkpoints(log, keys, Optional::empty);
        var bundles = new Bundles(
                new Bundles.Log(log, keys.streams(), keys::log, SELF),
                agreements,
                policies,
                attachments(),
                this::signed,
                clock);
        book = new CompanyLogBook(new CompanyLogBook.Parts(
                log, keys.streams(), projection, bundles, agreements, new Pseudonyms(new byte[32]), keeping()));
        agreements.freeze(agreement("a"));
        agreements.freeze(agreement("b"));
    }

    @AfterEach
    void close() {
        checkpoints.close();
        projection.close();
        log.close();
    }

    @Test
    void theBundleOfAnAgreementHasItsWholeStoryAndNothingElse() throws Exception {
        decide("a", true);
        decide("b", true);
        decide("a", false);

        var verified = verify(book.bundle(Optional.of("a")));

        assertThat(verified.bundle().orElseThrow().entries())
                .hasSize(2)
                .allSatisfy(entry ->
                        assertThat(entry.payload().orElseThrow().json()).contains("\"agreementId\":\"a\""));
        onlyOthersSignaturesAreMissing(verified);
        assertThat(verified.bundle().orElseThrow().files())
                .containsKeys(
                        "report.html",
                        "entries.csv",
                        "policies/" + agreement("a").sha256() + ".json");
    }

    @Test
    void theBundleOfTheWholeLogHasEachEntryAndFollowsEachStream() throws Exception {
        decide("a", true);
        decide("b", false);
        events.append(new PolicyEvent(
                UUID.randomUUID(), clock.instant(), "admin.action", Optional.empty(), Optional.empty(), "{}"));

        var bundle = verify(book.bundle(Optional.empty()));

        assertThat(bundle.bundle().orElseThrow().entries()).hasSize(3);
        assertThat(bundle.bundle().orElseThrow().manifest().subject().streams()).hasSize(3);
        onlyOthersSignaturesAreMissing(bundle);
    }

    @Test
    void whatIsErasedSaysNothingAnywhereAndTheBundleStillHolds() throws Exception {
        decide("a", true);
        decide("a", false);

        assertThat(book.erase("a", YearMonth.now(ZoneOffset.UTC), "request 7")).isEqualTo(2);

        var verified = verify(book.bundle(Optional.of("a")));
        onlyOthersSignaturesAreMissing(verified);
        assertThat(verified.findings())
                .filteredOn(finding -> finding.check() == Check.ERASURE)
                .hasSize(2)
                .allMatch(finding -> finding.verdict() == Verdict.OK);
        assertThat(verified.bundle().orElseThrow().entries())
                .filteredOn(entry -> entry.payload().isPresent())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.payload().orElseThrow().json()).contains("\"type\":\"erasure\"", "request 7"));
        assertThat(book.list(LogQuery.any(10).withAgreement(Optional.of("a"))))
                .singleElement()
                .satisfies(row -> assertThat(row.type()).isEqualTo("erasure"));
    }

    @Test
    void aDocumentThatWasRecordedWithASignatureIsInTheBundle() throws Exception {
        var document = "{\"id\":\"" + BUYER + "\"}";
        events.append(new PolicyEvent(
                UUID.randomUUID(),
                clock.instant(),
                "party.document",
                Optional.of(BUYER),
                Optional.of("a"),
                "{\"document\":\"" + document.replace("\"", "\\\"") + "\"}"));
        events.append(new PolicyEvent(
                UUID.randomUUID(),
                clock.instant(),
                "party.document",
                Optional.of(BUYER),
                Optional.of("a"),
                "{\"document\":\"not JSON\"}"));

        var verified = verify(book.bundle(Optional.of("a")));

        assertThat(verified.bundle().orElseThrow().files())
                .containsEntry("did/0002.json", ByteBuffer.wrap(document.getBytes(StandardCharsets.UTF_8)))
                .doesNotContainKey("did/0003.json");
        onlyOthersSignaturesAreMissing(verified);
    }

    @Test
    void aProofShowsThatAnEntryIsInASignedTree() throws Exception {
        decide("a", true);
        decide("b", true);
        checkpoints.now();

        var proof = book.proof(1);

        var parsed = TlogProof.parse(proof.tlogProof().getBytes(StandardCharsets.UTF_8));
        assertThat(parsed.orElseThrow().proves(proof.entry().entry().hash(), keys.origin(), keys.logKeys()))
                .isTrue();
        assertThat(parsed.orElseThrow().proves(log.leaf(0).hash(), keys.origin(), keys.logKeys()))
                .isFalse();
        assertThatThrownBy(() -> book.proof(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void saysThatNothingIsLoggedAboutAnAgreement() {
        assertThatThrownBy(() -> book.bundle(Optional.of("a"))).hasMessageContaining("nothing is logged about");
        assertThatThrownBy(() -> book.bundle(Optional.of("unknown"))).hasMessageContaining("no agreement unknown");
    }

    @Test
    void theBundleOfTheWholeLogHasThePoliciesThatWereOfferedButNotAgreed() throws Exception {
        var offered = "{\"odrl:permission\":[]}".getBytes(StandardCharsets.UTF_8);
        var digest = Sha256.of(offered).hex();
        decisions.keepPolicy(digest, offered);
        decide(Optional.empty(), digest, true);

        var verified = verify(book.bundle(Optional.empty()));

        assertThat(verified.findings())
                .filteredOn(finding -> finding.verdict() != Verdict.OK)
                .noneMatch(finding -> finding.check() == Check.POLICY);
        assertThat(verified.bundle().orElseThrow().files()).containsKey("policies/" + digest + ".json");
    }

    @Test
    void aPolicyThatNobodyKeptIsMissedInTheBundle() throws Exception {
        decide(Optional.empty(), "0".repeat(64), true);

        assertThat(verify(book.bundle(Optional.empty())).findings())
                .anyMatch(finding -> finding.check() == Check.POLICY && finding.verdict() == Verdict.INCOMPLETE);
    }

    @Test
    void aLogOfMoreStreamsThanOneNoteTellsTheEndsOfCanBeExported() throws Exception {
        for (int i = 0; i < StoryEntries.MOST_STREAMS + 20; i++) {
            decide(Optional.of("agreement-" + i), agreement("a").sha256(), true);
        }

        var bundle = verify(book.bundle(Optional.empty())).bundle().orElseThrow();

        assertThat(bundle.entries()).hasSize(StoryEntries.MOST_STREAMS + 20);
        assertThat(bundle.manifest().subject().streams()).hasSize(StoryEntries.MOST_STREAMS);
    }

    private static void onlyOthersSignaturesAreMissing(Verification verified) {
        assertThat(verified.findings())
                .filteredOn(finding -> finding.verdict() != Verdict.OK)
                .isNotEmpty()
                .allMatch(finding -> finding.verdict() == Verdict.INCOMPLETE);
        assertThat(verified.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    private void decide(String agreement, boolean allowed) throws Exception {
        decide(Optional.of(agreement), agreement(agreement).sha256(), allowed);
    }

    private void decide(Optional<String> agreement, String policy, boolean allowed) throws Exception {
        decisions.append(new DecisionRecord(
                UUID.randomUUID(),
                clock.instant(),
                Moment.RELEASE,
                allowed,
                Optional.of(BUYER),
                agreement,
                Optional.of("urn:d"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(policy),
                Optional.empty(),
                List.of(),
                "sluis 1"));
    }

    private static Agreement agreement(String id) {
        var canonical = "{\"id\":\"" + id + "\"}";
        return new Agreement(
                id,
                Agreement.Side.PROVIDER,
                SELF,
                BUYER,
                "urn:d",
                Instant.parse("2026-11-21T10:00:00Z"),
                canonical,
                Sha256.of(canonical.getBytes(StandardCharsets.UTF_8)).hex(),
                AgreementState.ACTIVE,
                Optional.empty());
    }

    private static Verification verify(byte[] bundle) {
        return new BundleVerifier(Trust.withoutAnchors()).verify(ByteBuffer.wrap(bundle));
    }

    /** Nobody else is asked here. */
    private Evidence signed(Optional<String> peer, List<Manifest.Stream> streams) throws IOException {
        try {
            var checkpoint = checkpoints.now();
            var tree = Checkpoints.head(checkpoint);
            var heads = new TreeMap<String, StreamHead>();
            streams.forEach(stream -> log.streamHead(stream.id(), tree.size())
                    .ifPresent(head -> heads.put(stream.id().toString(), head)));
            var text = new StreamHeadsNote(keys.origin(), tree, heads).text();
            return new Evidence(
                    checkpoint,
                    SignedNote.of(text, keys.log().sign(text)),
                    List.of(),
                    List.of(new BundleKey(BundleKey.Use.LOG, SELF, keys.log().key())),
                    List.of(document()),
                    List.of(),
                    Optional.empty());
        } catch (LogUnavailableException | ForkedTreeException e) {
            throw new IOException(e);
        }
    }

    private String document() {
        return "{\"id\":\"" + SELF + "\",\"verificationMethod\":[{\"publicKeyJwk\":"
                + keys.published().get(0).toJSONString() + "}]}";
    }

    private static Bundles.Attachments attachments() {
        return new Bundles.Attachments() {
            @Override
            public Optional<String> seal(String agreement) {
                return Optional.empty();
            }

            @Override
            public List<String> receipts(String agreement) {
                // Kept, but no entry names it: it is not part of the story.
                return List.of("e30.e30.c2ln");
            }
        };
    }

    private static CompanyLogBook.Keeping keeping() {
        return new CompanyLogBook.Keeping() {
            @Override
            public Optional<String> restore() {
                return Optional.empty();
            }

            @Override
            public LogStatus status() {
                throw new AssertionError("not asked here");
            }

            @Override
            public String rotateKey() {
                throw new AssertionError("not asked here");
            }
        };
    }
}
