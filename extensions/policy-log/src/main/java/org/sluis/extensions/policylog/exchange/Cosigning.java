// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.exchange.PeerCalls.PeerException;
import org.sluis.extensions.policylog.exchange.PeerStatus.State;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.SignedNote;

/** Asks everybody who is to cosign our log; a peer that fails is asked less and less often, and keeps nobody else waiting. */
final class Cosigning implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Cosigning.class.getName());
    private static final int THREADS = 4;
    private static final int LONGEST_PAUSE = 16;

    private final LogPeers peers;
    private final PeerCalls calls;
    private final Cosigner cosigner;
    private final HeadsExchange heads;
    private final SeenCheckpoints seen;
    private final Duration period;
    private final Clock clock;
    private final Map<Did, Standing> standings = new ConcurrentHashMap<>();
    private final ExecutorService rounds = threads("policy log cosigning");
    private final ExecutorService demands = threads("policy log on demand");

    /** What is remembered of a peer; its lock lets one exchange with it run at a time. */
    private static final class Standing {
        private volatile Outcome last =
                new Outcome(State.UNKNOWN, 0, Optional.empty(), Optional.empty(), Instant.EPOCH);
    }

    /**
     * How the last exchange ended.
     *
     * @param failures in a row
     * @param next not to be asked before
     */
    private record Outcome(State state, int failures, Optional<Instant> at, Optional<String> problem, Instant next) {}

    Cosigning(
            LogPeers peers,
            PeerCalls calls,
            Cosigner cosigner,
            HeadsExchange heads,
            SeenCheckpoints seen,
            Duration period,
            Clock clock) {
        this.peers = peers;
        this.calls = calls;
        this.cosigner = cosigner;
        this.heads = heads;
        this.seen = seen;
        this.period = period;
        this.clock = clock;
    }

    private static ExecutorService threads(String name) {
        return Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Everybody who has not cosigned that checkpoint yet and is due; witnesses first. */
    void round(SignedNote checkpoint) throws InterruptedException {
        var now = clock.instant();
        standings.keySet().retainAll(everybody());
        var due = everybody().stream()
                .filter(peer -> isDue(peer, Checkpoints.head(checkpoint), now))
                .toList();
        run(rounds, due, checkpoint, Optional.empty(), period);
    }

    /** These now, whether due or not, with that agreement among the streams; for no longer than {@code patience}. */
    void now(Collection<Did> asked, SignedNote checkpoint, Optional<String> agreement, Duration patience)
            throws InterruptedException {
        run(demands, asked, checkpoint, agreement, patience);
    }

    /** Asks everybody which tree of ours it has seen; what is told binds our log. Returns who could not say, and why. */
    Map<Did, String> compare(Duration patience) throws InterruptedException {
        var silent = new ConcurrentHashMap<Did, String>();
        var tasks = new ArrayList<Callable<Void>>();
        for (var peer : everybody()) {
            silent.put(peer, "no answer in time");
            tasks.add(() -> {
                try {
                    if (calls.hasLog(peer)) {
                        var unused = cosigner.known(peer);
                    }
                    silent.remove(peer);
                } catch (PeerException e) {
                    silent.put(peer, e.getMessage());
                }
                return null;
            });
        }
        demands.invokeAll(tasks, patience.toMillis(), TimeUnit.MILLISECONDS);
        return Map.copyOf(silent);
    }

    List<PeerStatus> status() {
        return everybody().stream().map(this::status).toList();
    }

    /** Whether the last exchange with a peer went well. */
    boolean signs(Did peer) {
        return status(peer).state() == State.COSIGNS;
    }

    private PeerStatus status(Did peer) {
        var last = standings.getOrDefault(peer, new Standing()).last;
        long size = seen.lastCosigned(peer).map(TreeHead::size).orElse(0L);
        return new PeerStatus(peer, peers.witnesses().contains(peer), last.state(), size, last.at(), last.problem());
    }

    private List<Did> everybody() {
        var all = new ArrayList<>(peers.witnesses());
        peers.parties().keySet().stream().filter(peer -> !all.contains(peer)).forEach(all::add);
        return all;
    }

    private boolean isDue(Did peer, TreeHead head, Instant now) {
        var last = standings.computeIfAbsent(peer, did -> new Standing()).last;
        boolean done = last.state() == State.COSIGNS
                && seen.lastCosigned(peer).filter(head::equals).isPresent();
        return !done && !last.next().isAfter(now);
    }

    private void run(
            ExecutorService pool,
            Collection<Did> asked,
            SignedNote checkpoint,
            Optional<String> agreement,
            Duration patience)
            throws InterruptedException {
        var tasks = asked.stream()
                .map(peer -> (Callable<Void>) () -> {
                    ask(peer, checkpoint, agreement);
                    return null;
                })
                .toList();
        pool.invokeAll(tasks, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ask(Did peer, SignedNote checkpoint, Optional<String> agreement) {
        var standing = standings.computeIfAbsent(peer, did -> new Standing());
        synchronized (standing) {
            try {
                if (!calls.hasLog(peer)) {
                    standing.last =
                            new Outcome(State.ONE_SIDED, 0, standing.last.at(), Optional.empty(), Instant.EPOCH);
                    return;
                }
                cosigner.cosign(peer, checkpoint);
                var agreements = peers.agreements(peer, agreement);
                if (agreements.isPresent()) {
                    heads.sign(peer, checkpoint, agreement, agreements.get());
                }
                standing.last =
                        new Outcome(State.COSIGNS, 0, Optional.of(clock.instant()), Optional.empty(), Instant.EPOCH);
            } catch (PeerException | RuntimeException e) {
                failed(peer, standing, String.valueOf(e.getMessage()));
            }
        }
    }

    private void failed(Did peer, Standing standing, String why) {
        int failures = standing.last.failures() + 1;
        if (failures == 1) {
            LOG.log(Level.WARNING, "policy log: {0} does not cosign: {1}", peer, why);
        }
        // the first failure costs no pause: whoever restarts is back in the next round
        int pause = Math.min(LONGEST_PAUSE, 1 << Math.min(failures - 1, 10)) - 1;
        standing.last = new Outcome(
                State.FAILING,
                failures,
                standing.last.at(),
                Optional.of(why),
                clock.instant().plus(period.multipliedBy(pause)));
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        demands.shutdownNow();
    }
}
