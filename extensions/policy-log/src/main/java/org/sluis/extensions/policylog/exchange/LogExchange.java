// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.tokens.SelfIssuedTokens;
import org.sluis.extensions.identity.tokens.TokenVerifier;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.publication.CheckpointResource;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.GuardedLog;
import org.sluis.extensions.policylog.publication.LogHealth;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.extensions.policylog.publication.TileResource;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.usage.PolicyEvents;

/** Publication and cosigning of one company's log, put together once. */
public final class LogExchange implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LogExchange.class.getName());
    /** How long a start waits for what witnesses have seen. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);

    private static final Duration EXPORT_PATIENCE = Duration.ofSeconds(8);
    /** All checkpoints that others have seen are kept this long; of older ones the last of each day. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Parties parties;
    private final OwnLog own;
    private final Checkpoints checkpoints;
    private final PolicyLog guarded;
    private final Restoration restoration;
    private final Cosigning cosigning;
    private final HeldEvidence held;
    private final Map<String, WebResource> resources;
    private final Stores stores;
    private final Duration period;
    private final Clock clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "policy log exchange");
        thread.setDaemon(true);
        return thread;
    });

    private final TurningPoints turningPoints;
    private Instant thinned = Instant.EPOCH;

    /** Our log. */
    public record Own(Did self, PolicyLog log, LogKeys keys, Supplier<String> didDocument) {}

    /** How we meet others. */
    public record Parties(
            LogPeers peers,
            DidDocuments documents,
            SelfIssuedTokens tokens,
            TokenVerifier tokenVerifier,
            Outbound outbound) {}

    /** Where it is kept. */
    public record Stores(WitnessedLogs witnessed, SeenCheckpoints seen, SignerKeys signers) {}

    /**
     * Puts it together; nothing happens before {@link #start}.
     *
     * @param events what is told about peers; written to {@link #log()}
     * @param period how often everybody is asked, if something changed
     */
    public LogExchange(
            Own ours, Parties parties, Stores stores, Supplier<PolicyEvents> events, Duration period, Clock clock) {
        var keys = ours.keys();
        this.parties = parties;
        this.stores = stores;
        this.period = period;
        this.clock = clock;
        this.own = new OwnLog(ours.log(), keys, stores.seen(), clock);
        this.checkpoints = new Checkpoints(ours.log(), keys, own);
        this.guarded = new GuardedLog(ours.log(), () -> checkpoints.health().forked());
        this.restoration = new Restoration(ours.self(), ours.log(), keys, own, stores.seen(), clock);
        var signers = new KnownSigners(
                parties.documents(),
                stores.signers(),
                key -> keys.cosigner().key().publicKey().equals(key)
                        || keys.logKeys().stream()
                                .anyMatch(known -> known.publicKey().equals(key)),
                clock);
        var calls = new PeerCalls(parties.documents(), parties.tokens(), parties.outbound());
        var cosigner = new Cosigner(calls, own, stores.seen(), signers, restoration, keys, clock);
        var heads = new HeadsExchange(calls, own, stores.seen(), signers, keys.streams());
        this.cosigning = new Cosigning(parties.peers(), calls, cosigner, heads, stores.seen(), period, clock);
        this.held = new HeldEvidence(
                ours.self(),
                checkpoints,
                keys,
                parties.peers(),
                own,
                new HeldEvidence.Stores(stores.seen(), stores.witnessed(), stores.signers()),
                heads,
                ours.didDocument());
        this.turningPoints = new TurningPoints(worker, this::cosign);
        var seen = new PeerEvents(event -> events.get().append(event), clock);
        var witness = new LogWitness(parties.peers(), stores.witnessed(), signers, keys, seen, clock);
        var headsWitness = new HeadsWitness(parties.peers(), stores.witnessed(), signers, keys, seen, clock);
        var callers = new Callers(parties.tokenVerifier());
        this.resources = Map.of(
                "/plog/checkpoint",
                        new CheckpointResource(new PublishedCheckpoint(checkpoints, stores.seen(), held, clock)::note),
                "/plog/tile", new TileResource(ours.log()),
                "/plog/witness", new WitnessResource(callers, witness),
                "/plog/exchange/heads", new HeadsResource(callers, headsWitness),
                "/plog/exchange/restored", new RestoredResource(callers, witness));
    }

    /**
     * Asks witnesses and other parties which tree of our log they have seen, then signs, then goes on until it is closed. Who does
     * not answer within five seconds is compared with when it does: that others are away must not stop this company, and what they
     * have seen is kept here as well and counts at once.
     */
    public void start() throws InterruptedException {
        cosigning
                .compare(START_PATIENCE)
                .forEach((peer, why) -> LOG.log(
                        Level.WARNING, "policy log: what {0} has seen of our log is not known yet: {1}", peer, why));
        try {
            if (guarded.head().size() > 0 || own.largest().isPresent()) {
                var unused = checkpoints.now();
            }
        } catch (LogUnavailableException | ForkedTreeException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "policy log: the first checkpoint is not signed yet", e);
        }
        checkpoints.start();
        var unused =
                worker.scheduleWithFixedDelay(this::round, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What everything else is to write to: it takes nothing while the log is a restored backup that nobody has owned up to. */
    public PolicyLog log() {
        return guarded;
    }

    public Checkpoints checkpoints() {
        return checkpoints;
    }

    public LogHealth health() {
        return checkpoints.health();
    }

    /** By the path at which each is to be mounted on the public listener. */
    public Map<String, WebResource> resources() {
        return resources;
    }

    /** Everybody who is to cosign. */
    public List<PeerStatus> status() {
        return cosigning.status();
    }

    /** Evidence that others contradicted themselves in their logs. */
    public List<Contradiction> contradictions(Did owner) {
        return stores.witnessed().contradictions(owner);
    }

    /** Has one participant cosign now. */
    public void cosignNow(Did peer) throws LogUnavailableException, ForkedTreeException, InterruptedException {
        cosigning.now(List.of(peer), shown(), Optional.empty(), EXPORT_PATIENCE);
    }

    /**
     * Has the other party of an agreement cosign in a second: until it has, neither side can show what the other had logged.
     * Whoever does not answer is asked again with the next round.
     */
    public void cosignSoon(String agreement, Did peer) {
        turningPoints.add(agreement, peer);
    }

    /** What is held about an agreement, without asking anybody. */
    public BundleEvidence heldEvidence(String agreement, Did peer) throws LogUnavailableException, ForkedTreeException {
        return held.about(agreement, peer);
    }

    /** The same over a checkpoint of now, cosigned by whoever answers within a few seconds. */
    public BundleEvidence freshEvidence(String agreement, Did peer)
            throws LogUnavailableException, ForkedTreeException, InterruptedException {
        var asked = new LinkedHashSet<>(parties.peers().witnesses());
        asked.add(peer);
        cosigning.now(asked, shown(), Optional.of(agreement), EXPORT_PATIENCE);
        if (cosigning.signs(peer)) {
            turningPoints.awaitOther(peer);
        }
        return held.about(agreement, peer);
    }

    /** What is there about the whole log, over a checkpoint of now that neutral witnesses were asked to cosign. */
    BundleEvidence freshEvidence(List<StreamId> streams)
            throws LogUnavailableException, ForkedTreeException, InterruptedException {
        cosigning.now(parties.peers().witnesses(), shown(), Optional.empty(), EXPORT_PATIENCE);
        return held.whole(streams);
    }

    /** Shows that our tree of {@code from} entries is the beginning of that of {@code to}. */
    ConsistencyProof proof(long from, long to) {
        return own.proof(from, to);
    }

    /**
     * Goes on from a restored backup: logs what is lost and has that cosigned by everybody who answers.
     *
     * @param withoutTheSilent goes on even if somebody cannot say what it has seen
     * @return index of the entry {@code log.restored}
     * @throws IllegalStateException if there is nothing to restore, or somebody is silent; the message is for people
     */
    public long restore(boolean withoutTheSilent)
            throws LogUnavailableException, ForkedTreeException, InterruptedException {
        var silent = cosigning.compare(START_PATIENCE);
        if (!silent.isEmpty() && !withoutTheSilent) {
            throw new IllegalStateException(
                    "what these have seen of the log is not known, and cannot be named as lost later: " + silent
                            + "; try again when they answer, or go on without them");
        }
        long index = restoration.restore();
        LOG.log(Level.WARNING, "policy log: goes on from a restored backup; entry {0} says what is lost", index);
        var asked = new LinkedHashSet<>(parties.peers().witnesses());
        asked.addAll(parties.peers().parties().keySet());
        cosigning.now(asked, shown(), Optional.empty(), EXPORT_PATIENCE);
        return index;
    }

    private SignedNote shown() throws LogUnavailableException, ForkedTreeException {
        var note = checkpoints.now();
        own.show(note);
        return note;
    }

    private void cosign(Did peer, String agreement, Duration patience) {
        quietly(() -> cosigning.now(List.of(peer), shown(), Optional.of(agreement), patience));
    }

    private void round() {
        quietly(() -> {
            if (guarded.head().size() > 0) {
                cosigning.round(shown());
            }
            if (clock.instant().isAfter(thinned.plus(Duration.ofDays(1)))) {
                stores.seen().thin(clock.instant().minus(KEPT));
                thinned = clock.instant();
            }
        });
    }

    /** Asking others, which may fail: the next round asks again. */
    @FunctionalInterface
    private interface Asking {
        void run() throws InterruptedException, LogUnavailableException, ForkedTreeException;
    }

    private static void quietly(Asking asking) {
        try {
            asking.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LogUnavailableException | ForkedTreeException e) {
            LOG.log(Level.DEBUG, "policy log: nobody is asked to cosign", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "policy log: cosigning goes on later: {0}", e.getMessage());
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        cosigning.close();
        checkpoints.close();
    }
}
