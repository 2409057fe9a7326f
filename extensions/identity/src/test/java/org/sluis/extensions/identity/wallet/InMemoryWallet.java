// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.wallet.CredentialRequest.State;

/** A wallet that is gone with the process. */
public final class InMemoryWallet implements CredentialRequests, HeldCredentials {

    private final Map<String, CredentialRequest> requests = new LinkedHashMap<>();
    private final List<HeldCredential> held = new ArrayList<>();

    @Override
    public synchronized CredentialRequest open(CredentialRequest request) {
        var open = requests.values().stream()
                .filter(other -> other.issuer().equals(request.issuer()) && other.state() == State.REQUESTED)
                .findFirst();
        if (open.isEmpty()) {
            requests.put(request.holderPid(), request);
        }
        return open.orElse(request);
    }

    @Override
    public synchronized Optional<CredentialRequest> find(String holderPid) {
        return Optional.ofNullable(requests.get(holderPid));
    }

    @Override
    public synchronized Optional<CredentialRequest> newest(Did issuer) {
        return requests.values().stream()
                .filter(request -> request.issuer().equals(issuer))
                .reduce((older, newer) -> newer);
    }

    @Override
    public synchronized List<CredentialRequest> claimDue(Instant now, Instant until) {
        var due = requests.values().stream()
                .filter(request -> request.state() == State.REQUESTED
                        && !request.nextAttempt().isAfter(now))
                .toList();
        due.forEach(request -> change(
                request.holderPid(),
                old -> with(
                        old, old.state(), old.issuerPid(), old.statusAddress(), old.reason(), old.attempts(), until)));
        return due;
    }

    @Override
    public void accepted(String holderPid, Optional<String> issuerPid, URI statusAddress, Instant nextAttempt) {
        change(
                holderPid,
                old -> with(old, old.state(), issuerPid, Optional.of(statusAddress), Optional.empty(), 0, nextAttempt));
    }

    @Override
    public void postponed(String holderPid, String reason, Instant nextAttempt) {
        change(
                holderPid,
                old -> with(
                        old,
                        old.state(),
                        old.issuerPid(),
                        old.statusAddress(),
                        Optional.of(reason),
                        old.attempts() + 1,
                        nextAttempt));
    }

    @Override
    public boolean end(String holderPid, State state, String reason, Instant now) {
        return change(
                holderPid,
                old -> changed(
                        with(
                                old,
                                state,
                                old.issuerPid(),
                                old.statusAddress(),
                                Optional.of(reason),
                                old.attempts(),
                                old.nextAttempt()),
                        now));
    }

    private synchronized boolean change(String holderPid, UnaryOperator<CredentialRequest> change) {
        var old = requests.get(holderPid);
        if (old == null || old.state() != State.REQUESTED) {
            return false;
        }
        requests.put(holderPid, change.apply(old));
        return true;
    }

    private static CredentialRequest with(
            CredentialRequest old,
            State state,
            Optional<String> issuerPid,
            Optional<URI> statusAddress,
            Optional<String> reason,
            int attempts,
            Instant nextAttempt) {
        return new CredentialRequest(
                old.holderPid(),
                old.issuer(),
                old.types(),
                state,
                issuerPid,
                statusAddress,
                reason,
                attempts,
                nextAttempt,
                old.changedAt());
    }

    private static CredentialRequest changed(CredentialRequest old, Instant now) {
        return new CredentialRequest(
                old.holderPid(),
                old.issuer(),
                old.types(),
                old.state(),
                old.issuerPid(),
                old.statusAddress(),
                old.reason(),
                old.attempts(),
                old.nextAttempt(),
                now);
    }

    @Override
    public synchronized boolean fulfil(
            String holderPid, String issuerPid, List<HeldCredential> credentials, Instant now) {
        var request = requests.get(holderPid);
        if (request == null
                || request.state() == State.REJECTED
                || request.state() == State.ERROR
                || (request.state() == State.ISSUED
                        && !now.isBefore(request.changedAt().plus(REDELIVERY)))) {
            return false;
        }
        change(
                holderPid,
                old -> changed(
                        with(
                                old,
                                State.ISSUED,
                                Optional.of(issuerPid),
                                old.statusAddress(),
                                Optional.empty(),
                                old.attempts(),
                                old.nextAttempt()),
                        now));
        var types = credentials.stream()
                .map(HeldCredential::types)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
        held.removeIf(old ->
                old.issuer().equals(request.issuer()) && old.types().stream().anyMatch(types::contains));
        held.addAll(credentials);
        return true;
    }

    @Override
    public List<HeldCredential> all() {
        synchronized (this) {
            return held.stream()
                    .sorted(Comparator.comparing((HeldCredential credential) ->
                                    credential.issuer().value())
                            .thenComparing(HeldCredential::validFrom))
                    .toList();
        }
    }
}
