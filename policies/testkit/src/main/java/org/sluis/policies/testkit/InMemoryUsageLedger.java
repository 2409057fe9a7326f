// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sluis.policies.decision.Charge;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Facts.Uses;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger;

/** Uses in memory, for tests. The monitor of the agreements is the lock of every step. */
public final class InMemoryUsageLedger implements UsageLedger {
    private final InMemoryAgreements agreements;
    private final InMemoryDecisions decisions;
    private final Clock clock;
    private final Map<UUID, Use> uses = new HashMap<>();
    private Instant highest = Instant.MIN;

    private record Use(String agreement, Instant at, List<Charge> charges, State state) {
        Use with(State next) {
            return new Use(agreement, at, charges, next);
        }
    }

    private enum State {
        RESERVED,
        COMMITTED,
        CANCELLED
    }

    public InMemoryUsageLedger(InMemoryAgreements agreements, InMemoryDecisions decisions, Clock clock) {
        this.agreements = agreements;
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public Optional<UUID> decide(String agreementId, Rule rule) throws RecordUnavailableException {
        synchronized (agreements) {
            var now = now();
            var verdict = verdict(agreementId, rule, now);
            decisions.append(verdict.decision());
            if (!verdict.decision().allowed()) {
                return Optional.empty();
            }
            var id = verdict.decision().id();
            uses.put(id, new Use(agreementId, now, List.copyOf(verdict.charges()), State.RESERVED));
            return Optional.of(id);
        }
    }

    private Verdict verdict(String agreementId, Rule rule, Instant now) {
        var agreement = agreements.find(agreementId);
        return agreement.isEmpty()
                ? rule.decide(agreement, FirstUse.unknown(), Uses.unknown(), now)
                : rule.decide(agreement, firstUse(agreementId), counts(agreementId, now), now);
    }

    @Override
    public Verdict foresee(String agreementId, Rule rule) {
        synchronized (agreements) {
            return verdict(agreementId, rule, now());
        }
    }

    @Override
    public void commit(UUID use) {
        synchronized (agreements) {
            var known = uses.get(use);
            if (known == null || known.state() == State.CANCELLED) {
                throw new IllegalStateException("use " + use + " is not reserved");
            }
            uses.put(use, known.with(State.COMMITTED));
        }
    }

    @Override
    public void cancel(UUID use) {
        synchronized (agreements) {
            uses.computeIfPresent(
                    use, (id, known) -> known.state() == State.RESERVED ? known.with(State.CANCELLED) : known);
        }
    }

    @Override
    public void recover() {
        synchronized (agreements) {
            uses.replaceAll((id, use) -> use.state() == State.RESERVED ? use.with(State.COMMITTED) : use);
        }
    }

    private Instant now() {
        var instant = clock.instant();
        highest = instant.isAfter(highest) ? instant : highest;
        return highest;
    }

    private FirstUse firstUse(String agreement) {
        return uses.values().stream()
                .filter(use -> use.agreement().equals(agreement) && use.state() != State.CANCELLED)
                .map(Use::at)
                .min(Comparator.naturalOrder())
                .map(FirstUse::at)
                .orElse(FirstUse.never());
    }

    private Uses counts(String agreement, Instant now) {
        return (rule, window) -> {
            var length = window.map(InMemoryUsageLedger::duration);
            return Optional.of(uses.values().stream()
                    .filter(use -> use.agreement().equals(agreement) && use.state() != State.CANCELLED)
                    .filter(use -> length.isEmpty() || use.at().isAfter(now.minus(length.get())))
                    .flatMap(use -> use.charges().stream())
                    .filter(charge ->
                            charge.rule().equals(rule) && charge.window().equals(length))
                    .count());
        };
    }

    private static Duration duration(String text) {
        return text.endsWith("W")
                ? Duration.ofDays(7 * Long.parseLong(text.substring(1, text.length() - 1)))
                : Duration.parse(text);
    }
}
