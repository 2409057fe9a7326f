// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;

/** Seals that last as long as a test. */
public final class InMemoryKeptSeals implements KeptSeals {

    private final Agreements agreements;
    private final Map<String, KeptSeal> seals = new LinkedHashMap<>();
    private final Map<String, Instant> nextAttempts = new HashMap<>();

    public InMemoryKeptSeals(Agreements agreements) {
        this.agreements = agreements;
    }

    @Override
    public synchronized Optional<KeptSeal> find(String agreement) {
        return Optional.ofNullable(seals.get(agreement));
    }

    private KeptSeal known(String agreement) {
        return find(agreement)
                .orElseGet(
                        () -> new KeptSeal(agreement, Optional.empty(), Optional.empty(), false, 0, Optional.empty()));
    }

    private KeptSeal put(
            KeptSeal seal, Optional<String> half, Optional<String> complete, boolean logged, Optional<String> problem) {
        var next = new KeptSeal(seal.agreement(), half, complete, logged, seal.attempts(), problem);
        seals.put(seal.agreement(), next);
        return next;
    }

    @Override
    public synchronized KeptSeal half(String agreement, Optional<String> old, String half) {
        var seal = known(agreement);
        return seal.complete().isEmpty() && seal.half().equals(old)
                ? put(seal, Optional.of(half), seal.complete(), false, seal.problem())
                : seal;
    }

    @Override
    public synchronized KeptSeal complete(String agreement, String complete) {
        var seal = known(agreement);
        return seal.complete().isEmpty() ? put(seal, seal.half(), Optional.of(complete), false, seal.problem()) : seal;
    }

    @Override
    public synchronized void forgetComplete(String agreement, String complete) {
        var seal = known(agreement);
        if (!seal.logged() && seal.complete().equals(Optional.of(complete))) {
            put(seal, seal.half(), Optional.empty(), false, seal.problem());
        }
    }

    @Override
    public synchronized void logged(String agreement) {
        var seal = known(agreement);
        if (seal.complete().isPresent()) {
            put(seal, seal.half(), seal.complete(), true, Optional.empty());
        }
    }

    @Override
    public synchronized void failed(String agreement, String problem, Instant nextAttempt) {
        var seal = known(agreement);
        if (!seal.logged()) {
            seals.put(
                    agreement,
                    new KeptSeal(
                            agreement, seal.half(), seal.complete(), false, seal.attempts() + 1, Optional.of(problem)));
            nextAttempts.put(agreement, nextAttempt);
        }
    }

    @Override
    public synchronized List<String> unlogged(int limit) {
        return seals.values().stream()
                .filter(seal -> seal.complete().isPresent() && !seal.logged())
                .map(KeptSeal::agreement)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<String> due(Instant now, int limit) {
        return agreements.list().stream()
                .filter(agreement ->
                        agreement.side() == Agreement.Side.CONSUMER && agreement.state() == AgreementState.ACTIVE)
                .map(Agreement::id)
                .filter(id -> !known(id).logged()
                        && !nextAttempts.getOrDefault(id, Instant.MIN).isAfter(now))
                .limit(limit)
                .toList();
    }
}
