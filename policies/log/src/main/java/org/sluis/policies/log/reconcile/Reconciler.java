// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sluis.policies.log.Chunks;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.Finding;

/**
 * Compares what both parties logged of the same events. Verify both bundles first: this believes what they say.
 *
 * @param clockBound how far the two sides may differ on when an event happened
 * @param lateBound how long after an event a side may log it
 */
public record Reconciler(Duration clockBound, Duration lateBound) {

    /** Clocks within ten seconds, logged within five minutes. */
    public static Reconciler usual() {
        return new Reconciler(Duration.ofSeconds(10), Duration.ofMinutes(5));
    }

    public Reconciliation reconcile(Bundle provider, Bundle consumer) {
        var both = Chunks.both(() -> Events.of(provider), () -> Events.of(consumer));
        var provided = both.first();
        var consumed = both.second();
        var pairings = new ArrayList<Pairing>();
        provided.byKey()
                .forEach((key, event) -> pairings.add(pair(
                        key,
                        Optional.of(event),
                        Optional.ofNullable(consumed.byKey().get(key)))));
        consumed.byKey().forEach((key, event) -> {
            if (!provided.byKey().containsKey(key)) {
                pairings.add(pair(key, Optional.empty(), Optional.of(event)));
            }
        });
        var findings = new ArrayList<Finding>();
        Counterparts.check(provider, consumer, findings);
        return new Reconciliation(pairings, findings, provided.erased(), consumed.erased());
    }

    private Pairing pair(String key, Optional<Event> provider, Optional<Event> consumer) {
        if (provider.isEmpty() || consumer.isEmpty()) {
            var match = provider.isPresent() ? Match.PROVIDER_ONLY : Match.CONSUMER_ONLY;
            return new Pairing(match, key, provider, consumer, List.of());
        }
        var differences = Event.FACTS.stream()
                .filter(fact -> !Objects.equals(
                        provider.get().facts().get(fact), consumer.get().facts().get(fact)))
                .toList();
        var match = differences.isEmpty() ? timing(provider.get(), consumer.get()) : Match.DIFFERING;
        return new Pairing(match, key, provider, consumer, differences);
    }

    private Match timing(Event provider, Event consumer) {
        if (Math.abs(provider.happened() - consumer.happened()) > clockBound.toMillis()) {
            return Match.OUTSIDE_CLOCK_BOUND;
        }
        return late(provider) || late(consumer) ? Match.LATE : Match.MATCHED;
    }

    private boolean late(Event event) {
        return event.logged() - event.happened() > lateBound.toMillis();
    }
}
