// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.spi.event.Event;
import org.eclipse.edc.spi.event.EventEnvelope;
import org.eclipse.edc.spi.event.EventSubscriber;
import org.eclipse.edc.spi.query.QuerySpec;
import org.sluis.policies.decision.NeededCredentials;
import org.sluis.policies.odrl.Reading;

/**
 * The credential types that the policies of our own offers look at. Read again after a change here, and after at most
 * {@link #LONGEST} as another replica may have changed them: until then an offer on a new type is not shown to those who need it.
 */
final class OfferedCredentials implements EventSubscriber {

    static final Duration LONGEST = Duration.ofSeconds(5);

    private final ContractDefinitionStore definitions;
    private final PolicyDefinitionStore policies;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong();
    private volatile Known known = new Known(Set.of(), Instant.MIN, -1);

    OfferedCredentials(ContractDefinitionStore definitions, PolicyDefinitionStore policies, Clock clock) {
        this.definitions = definitions;
        this.policies = policies;
        this.clock = clock;
    }

    private record Known(Set<String> types, Instant readAt, long changes) {}

    /** An offer or a policy changed here. */
    @Override
    public <E extends Event> void on(EventEnvelope<E> change) {
        changes.incrementAndGet();
    }

    Set<String> types() {
        Known current = known;
        Instant now = clock.instant();
        if (current.changes() == changes.get()
                && !now.isBefore(current.readAt())
                && now.isBefore(current.readAt().plus(LONGEST))) {
            return current.types();
        }
        // Counted before the reading: a change during it makes the next caller read again.
        long counted = changes.get();
        Set<String> types = read();
        known = new Known(types, now, counted);
        return types;
    }

    private Set<String> read() {
        Set<String> ids = new HashSet<>();
        try (var offers = definitions.findAll(QuerySpec.max())) {
            offers.forEach(offer -> {
                ids.add(offer.getAccessPolicyId());
                ids.add(offer.getContractPolicyId());
            });
        }
        Set<String> types = new TreeSet<>();
        ids.stream().flatMap(this::types).forEach(types::add);
        return Collections.unmodifiableSet(types);
    }

    private Stream<String> types(String policyId) {
        PolicyDefinition definition = policies.findById(policyId);
        return definition != null && PolicyDecisions.read(definition.getPolicy()) instanceof Reading.Valid valid
                ? NeededCredentials.types(valid.policy()).stream()
                : Stream.empty();
    }
}
