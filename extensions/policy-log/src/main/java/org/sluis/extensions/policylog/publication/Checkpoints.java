// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.publication;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.merkle.TreeProofs;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.CheckpointSigner;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.SignedNote;

/** Signs a checkpoint within a second after the log grew, and none that contradicts one that anybody has seen. */
public final class Checkpoints implements AutoCloseable {

    /** Half of the second within which an entry is covered; the rest is for signing and for a busy machine. */
    public static final Duration PACE = Duration.ofMillis(500);

    private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());

    private final PolicyLog log;
    private final LogKeys keys;
    private final SeenHeads seen;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "policy log checkpoints");
        thread.setDaemon(true);
        return thread;
    });
    private TreeHead checked = TreeHead.EMPTY;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean forked;

    public Checkpoints(PolicyLog log, LogKeys keys, SeenHeads seen) {
        this.log = log;
        this.keys = keys;
        this.seen = seen;
    }

    /** Goes on until it is closed. */
    public void start() {
        var unused = worker.scheduleWithFixedDelay(this::tick, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            if (log.head().size() > 0) {
                var unused = now();
            }
        } catch (ForkedTreeException | LogUnavailableException e) {
            // now() has kept and told the reason
            return;
        } catch (RuntimeException e) {
            fail(String.valueOf(e.getMessage()), false);
        }
    }

    /**
     * The checkpoint over all durable entries, signed now if it was not yet.
     *
     * @throws ForkedTreeException if the log contradicts what was signed; nothing is signed until it is restored
     * @throws IllegalStateException if the log has no entry yet
     */
    public synchronized SignedNote now() throws LogUnavailableException, ForkedTreeException {
        try {
            var head = log.head();
            if (head.size() == 0) {
                throw new IllegalStateException("the log has no entry yet");
            }
            var kept = log.newestCheckpoint();
            var others = seen.largest().orElse(TreeHead.EMPTY);
            requireContinuation(head, others);
            var newest = kept.isPresent() && head(kept.get()).equals(head) ? kept.get() : sign(kept, others);
            recovered();
            return newest;
        } catch (ForkedTreeException e) {
            fail(e.getMessage() + "; nothing is signed: run `sluis log restore`", true);
            throw e;
        } catch (LogUnavailableException e) {
            fail(e.getMessage(), false);
            throw e;
        }
    }

    /** The newest that was signed. */
    public Optional<SignedNote> newest() {
        return log.newestCheckpoint();
    }

    public LogHealth health() {
        long signed = newest().map(Checkpoints::head).orElse(TreeHead.EMPTY).size();
        return new LogHealth(log.head().size(), signed, problem, forked);
    }

    /** Which tree a checkpoint of ours is over. */
    public static TreeHead head(SignedNote note) {
        return Checkpoint.parse(note.text())
                .orElseThrow(() -> new IllegalArgumentException("the note is not a checkpoint"))
                .head();
    }

    private SignedNote sign(Optional<SignedNote> kept, TreeHead others)
            throws LogUnavailableException, ForkedTreeException {
        var own = kept.map(Checkpoints::head).orElse(TreeHead.EMPTY);
        var largest = own.size() >= others.size() ? own : others;
        return log.checkpoint(new CheckpointSigner(keys.origin(), keys.log(), largest));
    }

    /** What others have seen must be the beginning of what is here, also when our own newest checkpoint is larger. */
    private void requireContinuation(TreeHead head, TreeHead others) throws ForkedTreeException {
        if (others.equals(checked)) {
            return;
        }
        if (others.size() > head.size()) {
            throw new ForkedTreeException("the log was restored from an older copy: it has " + head.size()
                    + " entries, and somebody has seen " + others.size());
        }
        if (!new TreeProofs(log.nodes(head.size())).head(others.size()).equals(others)) {
            throw new ForkedTreeException(
                    "the first " + others.size() + " entries are not those that somebody has seen");
        }
        checked = others;
    }

    private void fail(String why, boolean fork) {
        if (!problem.equals(Optional.of(why))) {
            LOG.log(Level.ERROR, "policy log: no checkpoint can be signed: {0}", why);
        }
        problem = Optional.of(Objects.requireNonNull(why));
        forked = fork;
    }

    private void recovered() {
        if (problem.isPresent()) {
            LOG.log(Level.INFO, "policy log: checkpoints are signed again");
        }
        problem = Optional.empty();
        forked = false;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
