// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.PeerLogs.PeerException;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.extensions.policylog.seal.KeptSeals.KeptSeal;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** The seals of our agreements: which there are, and how those that are missing come about. */
public final class Seals implements AgreementSeals {

    private static final System.Logger LOG = System.getLogger(Seals.class.getName());
    private static final int ROUND = 100;
    private static final int LOCKS = 64;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** A partner may begin to keep a log. */
    private static final Duration ONE_SIDED_PAUSE = Duration.ofHours(1);

    private final Agreements agreements;
    private final PeerLogs peers;
    private final SealRecord record;
    private final ConsumerSealing consumer;
    private final ProviderSealing provider;
    private final Clock clock;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    public Seals(
            Agreements agreements, KeptSeals kept, EvidenceLog log, PeerLogs peers, Signatures signatures, OwnLog own) {
        this.agreements = agreements;
        this.peers = peers;
        this.clock = log.clock();
        this.record = new SealRecord(kept, log);
        var checks = new SealChecks(signatures, peers, clock);
        this.consumer = new ConsumerSealing(peers, record, checks, own);
        this.provider = new ProviderSealing(agreements, record, checks, own);
        for (var i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** Answers consumers. */
    public ProviderSealing provider() {
        return provider;
    }

    /** The seal as both sides keep it; empty unless our log names it. */
    public Optional<String> of(String agreementId) {
        return record.kept().find(agreementId).filter(KeptSeal::logged).flatMap(KeptSeal::complete);
    }

    @Override
    public boolean isSealed(String agreementId) {
        return record.kept().find(agreementId).filter(KeptSeal::logged).isPresent();
    }

    @Override
    public boolean required(Agreement agreement) {
        // INVARIANT: unknown means required
        return peers.keepsLog(peer(agreement)).orElse(true);
    }

    @Override
    public Optional<String> await(Agreement agreement, Duration patience) {
        if (isSealed(agreement.id()) || !required(agreement)) {
            return Optional.empty();
        }
        var end = clock.instant().plus(patience);
        var pause = Duration.ofMillis(250);
        while (true) {
            var problem = attempt(agreement, Duration.between(clock.instant(), end));
            if (problem.isEmpty() || !clock.instant().plus(pause).isBefore(end)) {
                return problem.map(why -> "agreement " + agreement.id() + " is not sealed yet: " + why);
            }
            if (!slept(pause)) {
                return problem;
            }
            pause = pause.multipliedBy(2);
        }
    }

    /** Goes on with what is missing and due; to be called from time to time. */
    public void work() {
        for (var id : record.kept().unlogged(ROUND)) {
            agreements.find(id).filter(Seals::isProvider).ifPresent(this::logAgain);
        }
        for (var id : record.kept().due(clock.instant(), ROUND)) {
            agreements.find(id).ifPresent(agreement -> {
                var unused = attempt(agreement, Duration.ZERO);
            });
        }
    }

    private void logAgain(Agreement agreement) {
        try {
            var unused = record.logged(record.kept().find(agreement.id()).orElseThrow(), agreement);
        } catch (RecordUnavailableException e) {
            LOG.log(Level.WARNING, "the seal of agreement {0} cannot be logged now", agreement.id());
        }
    }

    /** One attempt, in which no other thread of ours tries the same; why it failed. */
    private Optional<String> attempt(Agreement agreement, Duration patience) {
        var lock = locks[Math.floorMod(agreement.id().hashCode(), LOCKS)];
        if (!locked(lock, patience)) {
            return Optional.of("it is being sealed at this moment");
        }
        try {
            var keepsLog = peers.keepsLog(agreement.provider());
            if (keepsLog.isEmpty() || !keepsLog.get()) {
                var why = keepsLog.isEmpty()
                        ? "whether " + agreement.provider() + " keeps a policy log cannot be found out now"
                        : agreement.provider() + " keeps no policy log";
                return failed(agreement, why, keepsLog.isEmpty() ? pause(agreement) : ONE_SIDED_PAUSE);
            }
            consumer.seal(agreement);
            return Optional.empty();
        } catch (PeerException | MalformedEvidenceException e) {
            return failed(agreement, e.getMessage(), pause(agreement));
        } catch (RecordUnavailableException e) {
            return failed(agreement, "our policy log cannot be written now", pause(agreement));
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> failed(Agreement agreement, String why, Duration pause) {
        record.kept().failed(agreement.id(), why, next(pause));
        LOG.log(Level.INFO, "agreement {0} is not sealed: {1}", agreement.id(), why);
        return Optional.of(why);
    }

    private Instant next(Duration pause) {
        return clock.instant().plus(pause);
    }

    private Duration pause(Agreement agreement) {
        var attempts =
                record.kept().find(agreement.id()).map(KeptSeal::attempts).orElse(0);
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static boolean locked(ReentrantLock lock, Duration patience) {
        try {
            return lock.tryLock(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isProvider(Agreement agreement) {
        return agreement.side() == Agreement.Side.PROVIDER;
    }

    private static String peer(Agreement agreement) {
        return isProvider(agreement) ? agreement.consumer() : agreement.provider();
    }
}
