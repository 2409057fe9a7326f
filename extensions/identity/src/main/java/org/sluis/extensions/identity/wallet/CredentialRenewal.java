// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.wallet.CredentialRequest.State;
import org.sluis.extensions.identity.wallet.IssuerService.IssuerException;

/**
 * Asks issuers for credentials and keeps asking: sends what is open, looks how it stands, and opens a request for what must be
 * renewed and for what was withdrawn: a member that was suspended has its credentials back without a person soon after it was
 * reinstated. All that it knows is stored, so that it goes on where a killed process stopped.
 */
public final class CredentialRenewal {

    private static final System.Logger LOG = System.getLogger(CredentialRenewal.class.getName());
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(3);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final IssuerService issuers;
    private final CredentialRequests requests;
    private final HeldCredentials held;
    private final OwnStatus status;
    private final Clock clock;
    private final AtomicBoolean asked = new AtomicBoolean();

    public CredentialRenewal(
            IssuerService issuers, CredentialRequests requests, HeldCredentials held, OwnStatus status, Clock clock) {
        this.issuers = issuers;
        this.requests = requests;
        this.held = held;
        this.status = status;
        this.clock = clock;
    }

    /** Opens a request; it is sent by the next {@link #work}. */
    public CredentialRequest ask(Did issuer, Set<String> types) {
        var opened =
                requests.open(CredentialRequest.fresh(UUID.randomUUID().toString(), issuer, types, clock.instant()));
        asked.set(true);
        return opened;
    }

    /** Whether a request was opened here since the last call. */
    public boolean takeAsked() {
        return asked.getAndSet(false);
    }

    /** Does what is due; returns whether there was a request to be sent or looked after. Called again and again, by any number of replicas. */
    public boolean work() {
        openRenewals();
        var now = clock.instant();
        var due = requests.claimDue(now, now.plus(LEASE));
        due.forEach(this::advance);
        return !due.isEmpty();
    }

    private void openRenewals() {
        var now = clock.instant();
        var all = held.all();
        var withdrawn = status.withdrawn(all);
        all.stream()
                .filter(credential -> isDue(credential, now) || withdrawn.contains(credential))
                .collect(Collectors.groupingBy(HeldCredential::issuer))
                .forEach((issuer, due) -> {
                    if (mayAsk(issuer, now)) {
                        LOG.log(
                                Level.INFO,
                                "{0}: asking for new credentials, the old ones {1}",
                                issuer,
                                why(due, withdrawn));
                        ask(issuer, types(due));
                    }
                });
    }

    private static boolean isDue(HeldCredential credential, Instant now) {
        return !now.isBefore(credential.renewal());
    }

    /** What failed for good is tried again later too: a person may have put it right at the issuer. */
    private boolean mayAsk(Did issuer, Instant now) {
        return requests.newest(issuer)
                .map(last -> switch (last.state()) {
                    case REQUESTED -> false;
                    case ISSUED -> !now.isBefore(last.changedAt().plus(FIRST_PAUSE));
                    case REJECTED, ERROR -> !now.isBefore(last.changedAt().plus(LONGEST_PAUSE));
                })
                .orElse(true);
    }

    private static String why(Collection<HeldCredential> credentials, Collection<HeldCredential> withdrawn) {
        return credentials.stream().anyMatch(withdrawn::contains)
                ? "were withdrawn"
                : "end "
                        + credentials.stream()
                                .map(HeldCredential::validUntil)
                                .min(Instant::compareTo)
                                .orElseThrow();
    }

    private static Set<String> types(Collection<HeldCredential> credentials) {
        var types = new HashSet<String>();
        credentials.forEach(credential -> types.addAll(credential.types()));
        return types;
    }

    private void advance(CredentialRequest request) {
        try {
            if (request.statusAddress().isEmpty()) {
                send(request);
            } else {
                poll(request);
            }
        } catch (IssuerException e) {
            failed(request, e);
        }
    }

    private void send(CredentialRequest request) throws IssuerException {
        var receipt = issuers.request(request.issuer(), request.holderPid(), request.types());
        if (request.attempts() > 0) {
            LOG.log(
                    Level.INFO,
                    "{0}: took the request after {1} attempts in vain",
                    request.issuer(),
                    request.attempts());
        }
        requests.accepted(
                request.holderPid(),
                receipt.issuerPid(),
                receipt.statusAddress(),
                clock.instant().plus(POLL));
    }

    private void poll(CredentialRequest request) throws IssuerException {
        var status = issuers.status(request.issuer(), request.statusAddress().orElseThrow());
        var now = clock.instant();
        if (status == IssuerService.Status.REJECTED) {
            requests.end(request.holderPid(), State.REJECTED, "rejected by " + request.issuer(), now);
        } else {
            // Issued but not here yet: the delivery is under way, or the issuer sends it again.
            requests.accepted(
                    request.holderPid(),
                    request.issuerPid(),
                    request.statusAddress().orElseThrow(),
                    now.plus(POLL));
        }
    }

    private void failed(CredentialRequest request, IssuerException failure) {
        var now = clock.instant();
        if (!failure.isWorthAnotherTry()) {
            LOG.log(Level.WARNING, "{0}: no credentials: {1}", request.issuer(), failure.getMessage());
            requests.end(request.holderPid(), State.ERROR, failure.getMessage(), now);
            return;
        }
        if (request.attempts() == 0) {
            LOG.log(Level.WARNING, "{0}: will be asked again: {1}", request.issuer(), failure.getMessage());
        }
        requests.postponed(request.holderPid(), failure.getMessage(), now.plus(pause(request.attempts())));
    }

    private static Duration pause(int attempts) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 12));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
