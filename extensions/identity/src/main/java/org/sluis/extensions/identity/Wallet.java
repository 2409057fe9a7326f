// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sluis.extensions.identity.onboarding.AuthorityService;
import org.sluis.extensions.identity.onboarding.Directory;
import org.sluis.extensions.identity.onboarding.JoinedIssuers;
import org.sluis.extensions.identity.onboarding.Memberships;
import org.sluis.extensions.identity.onboarding.Onboarding;
import org.sluis.extensions.identity.onboarding.OnboardingSteps;
import org.sluis.extensions.identity.onboarding.OnboardingSteps.Firm;
import org.sluis.extensions.identity.onboarding.OwnDocumentCheck;
import org.sluis.extensions.identity.wallet.CredentialDelivery;
import org.sluis.extensions.identity.wallet.CredentialOffers;
import org.sluis.extensions.identity.wallet.CredentialRenewal;
import org.sluis.extensions.identity.wallet.CredentialRequests;
import org.sluis.extensions.identity.wallet.CredentialServiceResource;
import org.sluis.extensions.identity.wallet.HeldCredentials;
import org.sluis.extensions.identity.wallet.IssuerService;
import org.sluis.extensions.identity.wallet.OfferReceipt;
import org.sluis.extensions.identity.wallet.OwnStatus;
import org.sluis.extensions.identity.wallet.PresentationQuery;
import org.sluis.extensions.identity.wallet.Presentations;
import org.sluis.extensions.web.Outbound;
import org.sluis.extensions.web.WebResource;

/** Our credentials and how we come by them, put together once for one participant. */
public final class Wallet implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Wallet.class.getName());
    private static final long PACE_MILLIS = 1_000;
    /** Between two looks while nothing is under way: each asks the database five things. */
    private static final long IDLE_NANOS = 10_000_000_000L;
    /** After something happened, more follows soon. */
    private static final long BUSY_NANOS = 30_000_000_000L;

    private final Identity identity;
    private final Ports ports;
    private final CredentialRenewal renewal;
    private final Onboarding onboarding;
    private final WebResource credentialService;
    private final AtomicBoolean failing = new AtomicBoolean();
    private long looked = System.nanoTime() - IDLE_NANOS;
    private long busy = looked;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "wallet");
        thread.setDaemon(true);
        return thread;
    });

    /** Stores, and what is shared with {@link Identity}. */
    public record Ports(
            CredentialRequests requests,
            HeldCredentials held,
            CredentialOffers offers,
            Memberships memberships,
            JoinedIssuers joined,
            Directory directory,
            Outbound outbound,
            Clock clock) {}

    /** A wallet whose credential service others reach at {@code address}. */
    public Wallet(Identity identity, Firm firm, URI address, Ports ports) {
        this.identity = identity;
        this.ports = ports;
        var clock = ports.clock();
        var issuers = new IssuerService(identity.tokens(), identity.documents(), ports.outbound());
        var status = new OwnStatus(identity.self(), identity.credentialVerifier(), identity.statusLists(), clock);
        this.renewal = new CredentialRenewal(issuers, ports.requests(), ports.held(), status, clock);
        this.onboarding = new Onboarding(
                ports.memberships(),
                new OnboardingSteps(
                        firm,
                        new OwnDocumentCheck(identity.self(), identity.keys(), address, identity.documents()),
                        new AuthorityService(identity.tokens(), identity.documents(), ports.outbound(), clock),
                        renewal,
                        ports.requests(),
                        ports.held(),
                        ports.directory(),
                        clock),
                clock);
        this.credentialService = new CredentialServiceResource(
                identity.tokenVerifier(),
                new PresentationQuery(
                        identity.grants(),
                        ports.held(),
                        new Presentations(identity.self(), identity.keys(), clock),
                        clock),
                new CredentialDelivery(identity.self(), ports.requests(), identity.credentialVerifier(), clock),
                new OfferReceipt(ports.offers(), identity.issuers(), clock));
    }

    /** Goes on with everything that is open, until it is closed. */
    public void start() {
        var unused = worker.scheduleWithFixedDelay(this::work, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void work() {
        var now = System.nanoTime();
        var toJoin = onboarding.takeAsked();
        var toRequest = renewal.takeAsked();
        var asked = toJoin || toRequest;
        if (!asked && now - busy > BUSY_NANOS && now - looked < IDLE_NANOS) {
            return;
        }
        looked = now;
        busy = asked ? now : busy;
        try {
            var joining = onboarding.work();
            ports.joined().refresh();
            var requesting = renewal.work();
            busy = joining || requesting ? now : busy;
            failing.set(false);
        } catch (RuntimeException e) {
            // What is open is stored; it goes on when the database is back. One line for a whole outage.
            if (!failing.getAndSet(true)) {
                LOG.log(Level.WARNING, "wallet: goes on later: {0}", e.getMessage());
            }
        }
    }

    /** To be mounted at {@code /credentials}. */
    public WebResource credentialService() {
        return credentialService;
    }

    public Identity identity() {
        return identity;
    }

    public Onboarding onboarding() {
        return onboarding;
    }

    public CredentialRenewal renewal() {
        return renewal;
    }

    public Ports ports() {
        return ports;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
