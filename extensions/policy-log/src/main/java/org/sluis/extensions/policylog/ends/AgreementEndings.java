// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.ends;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.MessageResource;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.EndsTold;

/** Ends of agreements as both parties tell each other: what we send and what we take. */
public final class AgreementEndings implements EndsTold, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AgreementEndings.class.getName());
    private static final long PACE_MILLIS = 2_000;

    private final Agreements agreements;
    private final EndNotices notices;
    private final EndSending sending;
    private final PeerEnds taking;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(AgreementEndings::daemon);
    private boolean failing;

    /** What it works with. */
    public record Parts(
            Did self,
            Agreements agreements,
            EndNotices notices,
            PeerLogs peers,
            Signatures signatures,
            EvidenceLog log,
            Clock clock) {}

    public AgreementEndings(Parts parts) {
        this.agreements = parts.agreements();
        this.notices = parts.notices();
        this.sending = new EndSending(parts.self(), parts.notices(), parts.peers(), parts.signatures(), parts.clock());
        this.taking = new PeerEnds(parts.agreements(), parts.signatures(), parts.log());
    }

    /** Tells others from now on, until it is closed. */
    public void start() {
        agreements.onEnd(id -> run());
        var unused = thread.scheduleWithFixedDelay(this::work, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What answers others; its path is {@code /plog/exchange/terminated}. */
    public MessageResource.Message taking() {
        return taking;
    }

    @Override
    public Optional<Told> of(String agreementId) {
        return notices.told(agreementId);
    }

    @Override
    public Optional<Told> await(String agreementId, Duration patience) {
        try {
            thread.submit(() -> sending.send(agreementId)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the other party of {0} is told later", agreementId);
        }
        return of(agreementId);
    }

    private void run() {
        try {
            thread.execute(this::work);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "ends are told after the next start");
        }
    }

    /** Tells all that is due; what cannot be told stays stored. */
    void work() {
        try {
            while (sending.work()) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
            failing = false;
        } catch (RuntimeException | Error e) {
            // INVARIANT: the thread goes on; a timer whose task throws is never run again. One line for a whole outage
            // of the database.
            if (!failing) {
                failing = true;
                LOG.log(Level.WARNING, "others are told of ends later: {0}", e.toString());
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "agreement-ends");
        thread.setDaemon(true);
        return thread;
    }
}
