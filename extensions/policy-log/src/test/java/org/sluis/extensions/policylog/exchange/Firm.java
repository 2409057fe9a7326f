// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.IdentitySettings;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.OwnDidDocument;
import org.sluis.extensions.identity.keys.InMemorySigningKeys;
import org.sluis.extensions.identity.tokens.InMemoryUsedTokens;
import org.sluis.extensions.identity.verifier.InMemoryVerifiedPresentations;
import org.sluis.extensions.identity.verifier.Presentations;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.InMemoryPolicyLog;
import org.sluis.extensions.policylog.InMemorySecrets;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.evidence.Rfc8785;
import org.sluis.extensions.policylog.evidence.ShiftedClock;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.BoundedOutbound;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Trust;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebHandler;
import org.sluis.extensions.web.WebRequest;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.bundle.BundleVerifier;
import org.sluis.policies.log.bundle.BundleWriter;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.log.bundle.Verification;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.merkle.TiledNodes;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;

/** A company with a log, on a port of this machine; everything is real but the stores. */
final class Firm implements AutoCloseable {

    static final String AGREEMENT = "agreement-1";
    private static final String POLICY = "{\"@type\":\"Set\"}";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final ShiftedClock clock = new ShiftedClock();
    final Did did;
    final LogKeys keys;
    final Identity identity;
    final Map<Did, List<String>> parties = new LinkedHashMap<>();
    final Set<Did> witnesses = new HashSet<>();
    final Set<Did> members = new HashSet<>();
    private final Map<Did, String> seals = new HashMap<>();
    final List<PolicyEvent> events = new ArrayList<>();
    final InMemoryWitnessedLogs witnessed = new InMemoryWitnessedLogs();
    InMemorySeenCheckpoints seen = new InMemorySeenCheckpoints();
    final InMemorySignerKeys signers = new InMemorySignerKeys();
    InMemoryPolicyLog log = new InMemoryPolicyLog();
    LogExchange exchange;
    private final String base;
    private final OwnDidDocument document;
    private final int port;
    private Server server;
    private Optional<NoteSigner> forger = Optional.empty();

    /** A company with a policy log. */
    static Firm withLog() {
        return new Firm(true);
    }

    /** A connector of another make. */
    static Firm withoutLog() {
        return new Firm(false);
    }

    private Firm(boolean hasLog) {
        port = freePort();
        base = "http://localhost:" + port;
        did = new Did("did:web:localhost%3A" + port);
        keys = LogKeys.open(new InMemorySecrets(), "localhost:" + port, clock);
        var signing = new InMemorySigningKeys(did);
        identity = new Identity(
                new IdentitySettings(
                        did,
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        new Presentations.Terms(Set.of(), Set.of(), Duration.ofSeconds(60)),
                        Map.of(),
                        Set.of(),
                        true),
                new Identity.Ports(
                        signing,
                        BoundedOutbound.of(GuardedDns.system(new AddressPolicy(Set.of(), true)), Trust.system()),
                        new InMemoryUsedTokens(clock),
                        new InMemoryVerifiedPresentations(),
                        Map::of,
                        clock));
        var service = new DidDocument.Service(did + "#log", DidDocument.POLICY_LOG, URI.create(base + "/plog"));
        document = new OwnDidDocument(
                did, signing, () -> hasLog ? List.of(service) : List.of(), hasLog ? keys::published : List::of);
        exchange = exchange();
        start();
    }

    private LogExchange exchange() {
        return new LogExchange(
                new LogExchange.Own(did, log, keys, () -> document.json().toString()),
                new LogExchange.Parties(
                        new LogPeers() {
                            @Override
                            public Map<Did, List<String>> parties() {
                                return parties;
                            }

                            @Override
                            public Set<Did> witnesses() {
                                return witnesses;
                            }

                            @Override
                            public boolean cosigns(Did owner) {
                                return parties.containsKey(owner) || members.contains(owner);
                            }
                        },
                        identity.documents(),
                        identity.tokens(),
                        identity.tokenVerifier(),
                        BoundedOutbound.of(GuardedDns.system(new AddressPolicy(Set.of(), true)), Trust.system())),
                new LogExchange.Stores(witnessed, seen, signers),
                () -> this::logged,
                Duration.ofHours(1),
                clock);
    }

    private void logged(PolicyEvent event) throws RecordUnavailableException {
        try {
            events.add(event);
            exchange.log()
                    .append(new Draft(
                            event.at().toEpochMilli(),
                            List.of(keys.streams().peer(event.peer().orElse(""))),
                            "{\"type\":\"" + event.type() + "\","
                                    + event.members().substring(1)));
        } catch (LogUnavailableException e) {
            throw new RecordUnavailableException(e.getMessage(), e);
        }
    }

    /** Goes on with another log, as after a restored backup; what is kept in the database stays or is lost, too. */
    void restart(InMemoryPolicyLog restored) {
        stop();
        exchange.close();
        log = restored;
        exchange = exchange();
        start();
    }

    void start() {
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var handlers = new ArrayList<Handler>();
        handlers.add(new WebHandler(did.documentPath(), document));
        forger.ifPresent(signer -> handlers.add(new WebHandler("/plog/witness", new Forgery(signer))));
        exchange.resources().forEach((path, resource) -> handlers.add(new WebHandler(path, resource)));
        server.setHandler(new Handler.Sequence(handlers));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on somebody else answers in the place of this witness. */
    void replyWith(NoteSigner signer) {
        stop();
        forger = Optional.of(signer);
        start();
    }

    /** Cosigns everything with a key that nobody published. */
    private record Forgery(NoteSigner signer) implements WebResource {

        @Override
        public boolean takesText() {
            return true;
        }

        @Override
        public WebAnswer answer(WebRequest request) {
            var note =
                    AddCheckpoint.parse(request.text().orElse("")).orElseThrow().checkpoint();
            var checkpoint = Checkpoint.parse(note.text()).orElseThrow();
            var line = signer.cosign(checkpoint, Instant.now().getEpochSecond());
            return WebAnswer.text(200, "text/plain", Lines.of(SignedNote.of(note.text(), line)));
        }
    }

    /** Both have an agreement with each other. */
    void agreeWith(Firm other) {
        parties.put(other.did, List.of(AGREEMENT));
        other.parties.put(did, List.of(AGREEMENT));
    }

    /** Joins an authority. */
    void join(Firm authority) {
        witnesses.add(authority.did);
        authority.members.add(did);
    }

    StreamId agreement() {
        return keys.streams().agreement(AGREEMENT);
    }

    /** Appends to the agreement's story. */
    void tell(String members) {
        append(agreement(), "{\"corr\":{\"agreementId\":\"" + AGREEMENT + "\"}," + members + "}");
    }

    /** Both sign where they log, and put it on record. */
    static void seal(Firm provider, Firm consumer) {
        var claims = new TreeMap<String, Object>(Map.of(
                "v",
                1,
                "agreementId",
                AGREEMENT,
                "provider",
                provider.did.value(),
                "consumer",
                consumer.did.value(),
                "datasetId",
                "urn:d",
                "signedAt",
                "2026-11-21T10:00:00Z",
                "sealedAt",
                "2026-11-21T10:00:01Z",
                "policyDigest",
                digest(POLICY)));
        claims.put("streams", both(provider, consumer, firm -> firm.agreement().toString()));
        claims.put("origins", both(provider, consumer, firm -> firm.keys.origin()));
        claims.put(
                "logKeys",
                both(provider, consumer, firm -> firm.keys.log().key().vkey()));
        claims.put("retention", both(provider, consumer, firm -> "P10Y"));
        var payload = Rfc8785.bytes(claims);
        var signatures = new ArrayList<Map<String, String>>();
        for (var firm : List.of(provider, consumer)) {
            var parts = firm.identity.keys().sign("sluis-seal+jwt", payload).split("\\.", -1);
            signatures.add(Map.of("protected", parts[0], "signature", parts[2]));
        }
        var seal = Rfc8785.write(Map.of("payload", Base64URL.encode(payload).toString(), "signatures", signatures));
        for (var firm : List.of(provider, consumer)) {
            firm.seals.put(firm == provider ? consumer.did : provider.did, seal);
            firm.tell("\"policy\":{\"digest\":\"" + digest(POLICY) + "\"},\"seal\":{\"sha256\":\"" + digest(seal)
                    + "\"},\"type\":\"agreement.sealed\"");
        }
    }

    private static Map<String, String> both(Firm provider, Firm consumer, Function<Firm, String> member) {
        return Map.of("provider", member.apply(provider), "consumer", member.apply(consumer));
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    void append(StreamId stream, String json) {
        try {
            exchange.log().append(new Draft(clock.millis(), List.of(stream), json));
        } catch (LogUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    SignedNote checkpoint() {
        try {
            return exchange.checkpoints().now();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Signs a checkpoint as somebody does who has the key and no scruples. */
    SignedNote forged(TreeHead head) {
        var text = Checkpoint.of(keys.origin(), head).text();
        return SignedNote.of(text, keys.log().sign(text));
    }

    TreeProofs proofs() {
        return new TreeProofs(new TiledNodes(log.tiles(), log.head().size()));
    }

    /** Sends to somebody's policy log. */
    HttpResponse<String> post(Firm to, String path, String type, String token, String body) {
        var request = HttpRequest.newBuilder(URI.create(to.base + "/plog" + path))
                .header("Content-Type", type)
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    HttpResponse<String> add(Firm to, long old, SignedNote note) {
        var proof = old == 0 || old > Checkpoints.head(note).size()
                ? new ConsistencyProof(List.of())
                : proofs().consistency(old, Checkpoints.head(note).size());
        return post(to, "/witness/add-checkpoint", "text/plain", token(to), new AddCheckpoint(old, proof, note).text());
    }

    HttpResponse<String> get(Firm to, String path, Optional<String> token) {
        var request =
                HttpRequest.newBuilder(URI.create(to.base + "/plog" + path)).timeout(Duration.ofSeconds(10));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return send(request);
    }

    String token(Firm to) {
        return identity.tokens().to(to.did);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The bundle about the agreement with that other party. */
    byte[] bundle(Firm other, String role, BundleEvidence evidence) {
        var subject = new Manifest.Subject(
                keys.origin(),
                did.value(),
                Optional.of(other.did.value()),
                Optional.of(role),
                Instant.now().toString(),
                List.of(new Manifest.Stream(agreement(), Optional.of(AGREEMENT))));
        var writer = new BundleWriter(subject)
                .checkpoint(evidence.checkpoint(), evidence.heads())
                .policy(POLICY.getBytes(StandardCharsets.UTF_8));
        Optional.ofNullable(seals.get(other.did)).ifPresent(writer::seal);
        long size = Checkpoints.head(evidence.checkpoint()).size();
        evidence.earlier()
                .forEach(note -> writer.earlier(
                        note,
                        Optional.of(proofs().consistency(Checkpoints.head(note).size(), size))));
        evidence.lost().forEach(note -> writer.earlier(note, Optional.empty()));
        if (evidence.peerCheckpoint().isPresent() && evidence.peerHeads().isPresent()) {
            writer.peer(evidence.peerCheckpoint().get(), evidence.peerHeads().get());
        }
        evidence.keys().forEach(writer::key);
        evidence.didDocuments().forEach(writer::didDocument);
        evidence.rotations().forEach(writer::rotation);
        entries(
                writer,
                size,
                evidence.lost().isEmpty()
                        ? List.of(agreement())
                        : List.of(agreement(), keys.streams().self()));
        return writer.bytes(keys.log());
    }

    private void entries(BundleWriter writer, long size, List<StreamId> streams) {
        streams.stream()
                .flatMap(stream -> log.indices(stream, size).stream())
                .distinct()
                .sorted()
                .forEach(index -> {
                    var entry = log.entry(index);
                    writer.entry(
                            new BundleEntry(entry.entry(), entry.payload(), OptionalLong.empty()),
                            proofs().inclusion(index, size));
                });
    }

    static Verification verify(byte[] bundle) {
        return new BundleVerifier(org.sluis.policies.log.bundle.Trust.withoutAnchors()).verify(ByteBuffer.wrap(bundle));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The log as this one was after its first entries. */
    InMemoryPolicyLog backup(long size) {
        var copy = new InMemoryPolicyLog();
        for (long index = 0; index < size; index++) {
            copy.copy(log.entry(index));
        }
        return copy;
    }

    @Override
    public void close() {
        exchange.close();
        identity.close();
        stop();
    }
}
