// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.extensions.policylog.evidence.SignerDocuments;
import org.sluis.extensions.policylog.seal.KeptSeals.KeptSeal;
import org.sluis.extensions.policylog.seal.Sealer.Failure;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** The seals of our agreements: which there are, and how those that are missing come about. */
public final class Seals implements AgreementSeals {

    private static final System.Logger LOG = System.getLogger(Seals.class.getName());
    private static final int ROUND = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Agreements agreements;
    private final PeerLogs peers;
    private final SealRecord record;
    private final Sealer sealer;
    private final ProviderSealing provider;
    private final Clock clock;

    public Seals(
            Agreements agreements,
            KeptSeals kept,
            EvidenceLog log,
            PeerLogs peers,
            Signatures signatures,
            LogPlace own) {
        this.agreements = agreements;
        this.peers = peers;
        this.clock = log.clock();
        this.record = new SealRecord(kept, log, new SignerDocuments(peers.documents(), log));
        var checks = new SealChecks(signatures, peers, clock);
        this.sealer = new Sealer(kept, peers, new ConsumerSealing(peers, record, checks, own), clock);
        this.provider = new ProviderSealing(agreements, record, checks, own);
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
        var peer = isProvider(agreement) ? agreement.consumer() : agreement.provider();
        // INVARIANT: unknown means required
        return peers.keepsLog(peer).orElse(true);
    }

    @Override
    public Optional<String> await(Agreement agreement, Duration patience) {
        if (isSealed(agreement.id()) || !required(agreement)) {
            return Optional.empty();
        }
        var end = clock.instant().plus(patience);
        var pause = FIRST_PAUSE;
        while (true) {
            var problem = sealer.attempt(agreement, Duration.between(clock.instant(), end));
            if (problem.isEmpty() || !clock.instant().plus(pause).isBefore(end) || !slept(pause)) {
                return problem.map(failure -> "agreement " + agreement.id() + " is not sealed yet: " + failure.why());
            }
            pause = pause.multipliedBy(2);
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

    /** Goes on with what is missing and due; to be called from time to time. */
    public void work() {
        for (var id : record.kept().unlogged(ROUND)) {
            agreements.find(id).filter(Seals::isProvider).ifPresent(this::logAgain);
        }
        // a provider that does not answer is asked once in a round, or it would hold up all others
        var away = new HashMap<String, Failure>();
        for (var id : record.kept().due(clock.instant(), ROUND)) {
            agreements.find(id).ifPresent(agreement -> attempt(agreement, away));
        }
    }

    private void attempt(Agreement agreement, Map<String, Failure> away) {
        var known = away.get(agreement.provider());
        if (known != null) {
            sealer.postpone(agreement, known);
            return;
        }
        sealer.attempt(agreement, Duration.ZERO)
                .filter(Failure::away)
                .ifPresent(failure -> away.put(agreement.provider(), failure));
    }

    private void logAgain(Agreement agreement) {
        try {
            var unused = record.logged(record.kept().find(agreement.id()).orElseThrow(), agreement);
        } catch (RecordUnavailableException e) {
            LOG.log(Level.WARNING, "the seal of agreement {0} cannot be logged now", agreement.id());
        }
    }

    private static boolean isProvider(Agreement agreement) {
        return agreement.side() == Agreement.Side.PROVIDER;
    }
}
