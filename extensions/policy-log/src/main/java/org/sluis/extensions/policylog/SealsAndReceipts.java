// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.tokens.SignatureCheck;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.MessageResource;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.extensions.policylog.receipts.Deliveries;
import org.sluis.extensions.policylog.receipts.GivenReceipts;
import org.sluis.extensions.policylog.receipts.Receipts;
import org.sluis.extensions.policylog.receipts.TakenReceipts;
import org.sluis.extensions.policylog.receipts.TransferPids;
import org.sluis.extensions.policylog.seal.KeptSeals;
import org.sluis.extensions.policylog.seal.LogPlace;
import org.sluis.extensions.policylog.seal.Seals;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.WebResource;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.PolicyEvents;

/** What two firms sign for each other about an agreement, put together once for one participant. */
public final class SealsAndReceipts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SealsAndReceipts.class.getName());
    private static final long SEALS_MILLIS = 1_000;
    /** Whoever has a receipt to send says so; this is for what failed. */
    private static final long RECEIPTS_MILLIS = 3_000;
    /** A hundred receipts are logged one after another. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Seals seals;
    private final Receipts receipts;
    private final WebResource sealResource;
    private final WebResource receiptResource;
    private final ScheduledExecutorService sealing = thread("policy-log-seals");
    private final ScheduledExecutorService sending = thread("policy-log-receipts");
    private final Worker receiptWork;
    private final AtomicBoolean woken = new AtomicBoolean();

    /** Stores, the log, and what reaches others. */
    public record Ports(
            Agreements agreements,
            PolicyEvents events,
            KeptSeals seals,
            GivenReceipts given,
            TakenReceipts taken,
            Deliveries deliveries,
            TransferPids transfers,
            Outbound outbound,
            Clock clock) {}

    public SealsAndReceipts(Identity identity, LogPlace own, Ports ports) {
        var log = new EvidenceLog(ports.events(), ports.clock());
        var peers = new PeerLogs(
                identity.documents(), identity.tokens(), ports.outbound().within(PATIENCE));
        var signatures = new Signatures(identity.keys(), new SignatureCheck(identity.documents()));
        this.seals = new Seals(ports.agreements(), ports.seals(), log, peers, signatures, own);
        this.receipts = new Receipts(
                new Receipts.Ports(
                        seals, ports.agreements(), ports.given(), ports.taken(), ports.deliveries(), ports.transfers()),
                log,
                peers,
                signatures,
                own,
                this::wake);
        this.receiptWork = new Worker("receipts", receipts::work);
        this.sealResource = new MessageResource(identity.tokenVerifier(), seals.provider());
        this.receiptResource = new MessageResource(identity.tokenVerifier(), receipts.provider());
    }

    /** Goes on with everything that is open, until it is closed. */
    public void start() {
        every(SEALS_MILLIS, sealing, new Worker("seals", seals::work));
        every(RECEIPTS_MILLIS, sending, receiptWork);
    }

    private static void every(long millis, ScheduledExecutorService thread, Runnable work) {
        var unused = thread.scheduleWithFixedDelay(work, 0, millis, TimeUnit.MILLISECONDS);
    }

    /** There is something to send; what comes while it is sent goes along. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                sending.execute(() -> {
                    woken.set(false);
                    receiptWork.run();
                });
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "receipts are sent after the next start");
            }
        }
    }

    public Seals seals() {
        return seals;
    }

    public Receipts receipts() {
        return receipts;
    }

    /** To be mounted at {@code /plog/exchange/seal}. */
    public WebResource sealResource() {
        return sealResource;
    }

    /** To be mounted at {@code /plog/exchange/receipts}. */
    public WebResource receiptResource() {
        return receiptResource;
    }

    @Override
    public void close() {
        sealing.shutdownNow();
        sending.shutdownNow();
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Work that is stored and goes on when the database is back; one line for a whole outage. */
    private static final class Worker implements Runnable {
        private final String name;
        private final Runnable work;
        private boolean failing;

        Worker(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    failing = true;
                    LOG.log(Level.WARNING, "{0} go on later: {1}", name, e.getMessage());
                }
            }
        }
    }
}
