// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.PeerLogs.PeerException;
import org.sluis.extensions.policylog.seal.KeptSeals.KeptSeal;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** Makes one attempt after another to seal an agreement, ever more rarely. */
final class Sealer {

    private static final System.Logger LOG = System.getLogger(Sealer.class.getName());
    private static final int LOCKS = 64;
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** A partner may begin to keep a log. */
    private static final Duration ONE_SIDED_PAUSE = Duration.ofHours(1);

    private final KeptSeals kept;
    private final PeerLogs peers;
    private final ConsumerSealing sealing;
    private final Clock clock;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    Sealer(KeptSeals kept, PeerLogs peers, ConsumerSealing sealing, Clock clock) {
        this.kept = kept;
        this.peers = peers;
        this.sealing = sealing;
        this.clock = clock;
        for (var i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /**
     * One attempt, in which no other thread of ours tries the same.
     *
     * @param patience longest wait for another thread
     * @return why it failed; empty when the agreement is sealed
     */
    Optional<Failure> attempt(Agreement agreement, Duration patience) {
        var lock = locks[Math.floorMod(agreement.id().hashCode(), LOCKS)];
        if (!locked(lock, patience)) {
            return Optional.of(new Failure("it is being sealed at this moment", false));
        }
        try {
            return attempt(agreement);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Why an attempt failed.
     *
     * @param away whether the provider did not answer, so that it need not be asked about other agreements now
     */
    record Failure(String why, boolean away) {}

    /** The provider is known not to answer. */
    void postpone(Agreement agreement, Failure failure) {
        var unused = failed(agreement, failure);
    }

    private Optional<Failure> attempt(Agreement agreement) {
        var keepsLog = peers.keepsLog(agreement.provider());
        if (keepsLog.isEmpty()) {
            var why = "whether " + agreement.provider() + " keeps a policy log cannot be found out now";
            return failed(agreement, new Failure(why, true));
        }
        if (!keepsLog.get()) {
            var oneSided = new Failure(agreement.provider() + " keeps no policy log", false);
            return failed(agreement, oneSided, ONE_SIDED_PAUSE);
        }
        try {
            sealing.seal(agreement);
            return Optional.empty();
        } catch (PeerException e) {
            return failed(agreement, new Failure(e.getMessage(), !e.isRefusal()));
        } catch (MalformedEvidenceException e) {
            return failed(agreement, new Failure(e.getMessage(), false));
        } catch (RecordUnavailableException e) {
            return failed(agreement, new Failure("our policy log cannot be written now", false));
        }
    }

    private Optional<Failure> failed(Agreement agreement, Failure failure) {
        var attempts = kept.find(agreement.id()).map(KeptSeal::attempts).orElse(0);
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return failed(agreement, failure, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private Optional<Failure> failed(Agreement agreement, Failure failure, Duration pause) {
        kept.failed(agreement.id(), failure.why(), clock.instant().plus(pause));
        LOG.log(Level.INFO, "agreement {0} is not sealed: {1}", agreement.id(), failure.why());
        return Optional.of(failure);
    }

    private static boolean locked(ReentrantLock lock, Duration patience) {
        try {
            return lock.tryLock(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
