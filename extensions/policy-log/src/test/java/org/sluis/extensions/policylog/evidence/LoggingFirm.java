// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.OutboundDidDocuments;
import org.sluis.extensions.identity.did.OwnDidDocument;
import org.sluis.extensions.identity.keys.InMemorySigningKeys;
import org.sluis.extensions.identity.tokens.InMemoryUsedTokens;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.identity.tokens.SignatureCheck;
import org.sluis.extensions.identity.tokens.StrictTokenVerifier;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.receipts.Deliveries;
import org.sluis.extensions.policylog.receipts.GivenReceipts;
import org.sluis.extensions.policylog.receipts.InMemoryDeliveries;
import org.sluis.extensions.policylog.receipts.InMemoryGivenReceipts;
import org.sluis.extensions.policylog.receipts.InMemoryTakenReceipts;
import org.sluis.extensions.policylog.receipts.Receipts;
import org.sluis.extensions.policylog.receipts.TakenReceipts;
import org.sluis.extensions.policylog.seal.InMemoryKeptSeals;
import org.sluis.extensions.policylog.seal.KeptSeals;
import org.sluis.extensions.policylog.seal.LogPlace;
import org.sluis.extensions.policylog.seal.Seals;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.BoundedOutbound;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.Trust;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebHandler;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.VerifierKey;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.DeliveredBody;
import org.sluis.policies.usage.PolicyEvents;
import org.sluis.policies.usage.ReceivedBody;

/** A firm on a port of this machine that may keep a policy log. */
public final class LoggingFirm implements AutoCloseable {

    public final Did did;
    public final InMemorySigningKeys keys;
    public final InMemoryAgreements agreements = new InMemoryAgreements();
    public final TestEvents events;
    public final Kill kill = new Kill();
    public volatile KeptSeals keptSeals = new InMemoryKeptSeals(agreements);
    public final Outbound outbound =
            BoundedOutbound.of(GuardedDns.system(new AddressPolicy(Set.of(), true)), Trust.system());
    public final GivenReceipts given = new InMemoryGivenReceipts();
    public final TakenReceipts taken = new InMemoryTakenReceipts();
    public final InMemoryDeliveries deliveries =
            new InMemoryDeliveries(agreement -> seals().isSealed(agreement), taken);
    /** What the other party calls our transfer processes. */
    public final Map<String, String> transfers = new ConcurrentHashMap<>();

    public volatile boolean keepsLog = true;

    /** What answers notices of ends. */
    public volatile MessageResource.Message ends = (sender, body) -> {
        throw new WebRefusal(404, "Not found", "There is nothing here.");
    };

    private final ShiftedClock clock;
    private final int port;
    private final StreamNames streams;
    private final DidDocuments documents;
    private final SelfIssuedTokens tokens;
    private volatile Seals seals;
    private volatile Receipts receipts;
    private volatile Answering madeUp;
    private Server server;

    public LoggingFirm(ShiftedClock clock) {
        this.clock = clock;
        port = freePort();
        did = new Did("did:web:localhost%3A" + port);
        keys = new InMemorySigningKeys(did);
        streams = new StreamNames(
                Sha256.of(did.value().getBytes(StandardCharsets.UTF_8)).bytes());
        events = new TestEvents(did.value(), streams);
        documents = new OutboundDidDocuments(outbound, clock, new OutboundDidDocuments.Leniency(true, peer -> false));
        tokens = new SelfIssuedTokens(did, keys, clock);
        restart();
        up();
    }

    /** As after a kill: what was only in memory is gone. */
    public void restart() {
        kill.never();
        var log = new EvidenceLog(kill.on(PolicyEvents.class, events), clock);
        var peers = new PeerLogs(documents, tokens, kill.on(Outbound.class, outbound));
        var signatures = new Signatures(keys, new SignatureCheck(documents));
        var own = new LogPlace(streams, logKey().name(), () -> logKey().vkey(), "P10Y");
        seals = new Seals(agreements, kill.on(KeptSeals.class, keptSeals), log, peers, signatures, own);
        receipts = new Receipts(
                new Receipts.Ports(
                        seals,
                        agreements,
                        kill.on(GivenReceipts.class, given),
                        kill.on(TakenReceipts.class, taken),
                        kill.on(Deliveries.class, deliveries),
                        transfer -> Optional.ofNullable(transfers.get(transfer))),
                log,
                peers,
                signatures,
                own,
                () -> {});
    }

    public StreamNames streams() {
        return streams;
    }

    public Receipts receipts() {
        return receipts;
    }

    public Seals seals() {
        return seals;
    }

    /** A token with which we say who we are. */
    public String tokenFor(LoggingFirm other) {
        return tokens.to(other.did);
    }

    public PeerLogs peers() {
        return new PeerLogs(documents, tokens, outbound);
    }

    public Signatures signatures() {
        return new Signatures(keys, new SignatureCheck(documents));
    }

    public URI address(String path) {
        return URI.create("http://localhost:" + port + "/plog" + path);
    }

    /** Answers others from now on. */
    public void up() {
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var verifier = new StrictTokenVerifier(did, documents, new InMemoryUsedTokens(clock), clock);
        server.setHandler(new Handler.Sequence(
                new WebHandler(did.documentPath(), new OwnDidDocument(did, keys, this::services, this::logKeys)),
                new WebHandler(
                        "/plog/exchange/seal",
                        new MessageResource(
                                verifier,
                                (sender, body) -> madeUp == null
                                        ? seals.provider().answer(sender, body)
                                        : WebAnswer.text(200, "application/json", madeUp(body)))),
                new WebHandler(
                        "/plog/exchange/receipts",
                        new MessageResource(
                                verifier, (sender, body) -> receipts.provider().answer(sender, body))),
                new WebHandler(
                        "/plog/exchange/terminated",
                        new MessageResource(verifier, (sender, body) -> ends.answer(sender, body)))));
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a provider with something to gain answers instead. */
    @FunctionalInterface
    public interface Answering {
        String to(JsonNode body) throws MalformedEvidenceException;
    }

    public void makeUpAnswers(Answering answering) {
        madeUp = answering;
    }

    private String madeUp(JsonNode body) {
        try {
            return madeUp.to(body);
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As after a restored backup. */
    public void forgetSeals() {
        keptSeals = new InMemoryKeptSeals(agreements);
        restart();
    }

    /** What our log signs with. */
    public VerifierKey logKey() {
        return NoteSigner.ed25519(
                        "localhost:" + port + "/plog/2026",
                        Sha256.of(did.value().getBytes(StandardCharsets.UTF_8)).bytes())
                .key();
    }

    private List<JWK> logKeys() {
        var x = Base64URL.encode(logKey().publicKey().bytes());
        return List.of(new OctetKeyPair.Builder(Curve.Ed25519, x).keyID("log").build());
    }

    private List<DidDocument.Service> services() {
        return keepsLog
                ? List.of(new DidDocument.Service(did + "#log", DidDocument.POLICY_LOG, address("")))
                : List.of();
    }

    /** Answers nobody. */
    public void down() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends something to a consumer in a use of its own. */
    public DeliveredBody deliver(Agreement agreement, String content) {
        var use = UUID.randomUUID();
        var transfer = "p-" + agreement.id();
        transfers.put(transfer, "c-" + agreement.id());
        deliveries.reserve(use, agreement.id(), clock.instant());
        var body = new DeliveredBody(
                use,
                agreement.id(),
                agreement.consumer(),
                transfer,
                agreement.dataset(),
                content.length(),
                digest(content),
                true,
                clock.instant());
        deliveries.delivered(List.of(body));
        return body;
    }

    /** Receives what a provider sent. */
    public void receive(Agreement agreement, DeliveredBody body) throws RecordUnavailableException {
        transfers.put("c-" + agreement.id(), "p-" + agreement.id());
        receipts.received()
                .received(new ReceivedBody(
                        agreement, body.use(), "c-" + agreement.id(), body.bytes(), body.sha256(), clock.instant()));
    }

    /** An agreement that this firm, as its provider, and another hold alike. */
    public Agreement agree(LoggingFirm consumer, String id) {
        var agreement = agreement(Agreement.Side.PROVIDER, this, consumer, id, "urn:dataset", digest(id));
        agreements.freeze(agreement);
        consumer.agreements.freeze(agreement(Agreement.Side.CONSUMER, this, consumer, id, "urn:dataset", digest(id)));
        return consumer.agreements.find(id).orElseThrow();
    }

    public static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    public static Agreement agreement(
            Agreement.Side side, LoggingFirm provider, LoggingFirm consumer, String id, String dataset, String digest) {
        return new Agreement(
                id,
                side,
                provider.did.value(),
                consumer.did.value(),
                dataset,
                Instant.parse("2026-11-21T10:00:00Z"),
                "{\"id\":\"" + id + "\"}",
                digest,
                AgreementState.ACTIVE,
                Optional.empty());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        down();
    }
}
