// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.participantcontext.spi.types.ParticipantResource;
import org.eclipse.edc.policy.model.Policy;
import org.sluis.policies.decision.Audience;

/** Contract definitions with their policies, read once after each change, by the participants that they could be for. */
final class Offers {

    private final ContractDefinitionStore definitions;
    private final PolicyDefinitionStore policies;
    private volatile Edition last = new Edition(OptionalLong.empty(), 0, List.of(), Map.of());

    Offers(ContractDefinitionStore definitions, PolicyDefinitionStore policies) {
        this.definitions = definitions;
        this.policies = policies;
    }

    /**
     * A policy of a definition.
     *
     * @param written empty if EDC has no such policy
     */
    record Terms(String id, Optional<Policy> written, Optional<ReadPolicy> read) {}

    record Offer(ContractDefinition definition, Terms access, Terms contract) {}

    private record Edition(OptionalLong number, int size, List<Offer> forAnybody, Map<String, List<Offer>> byParty) {

        private List<Offer> forParty(String party) {
            List<Offer> offers = new ArrayList<>(forAnybody);
            offers.addAll(byParty.getOrDefault(party, List.of()));
            return offers;
        }
    }

    /**
     * What could be for a participant.
     *
     * @param all how many definitions there are
     */
    record Candidates(List<Offer> offers, int all) {}

    /** Definitions whose policies might allow the participant something. All others never do. */
    Candidates forParty(String context, OptionalLong edition, String party) {
        Edition known = last;
        if (edition.isEmpty() || !known.number().equals(edition)) {
            // Read after the number: at worst it is newer, and read once more next time.
            known = read(context, edition);
            last = known;
        }
        return new Candidates(known.forParty(party), known.size());
    }

    private Edition read(String context, OptionalLong number) {
        Map<String, Terms> terms = new HashMap<>();
        List<Offer> forAnybody = new ArrayList<>();
        Map<String, List<Offer>> byParty = new HashMap<>();
        int size = 0;
        for (ContractDefinition definition : all(context)) {
            Offer offer = new Offer(
                    definition,
                    terms.computeIfAbsent(definition.getAccessPolicyId(), this::terms),
                    terms.computeIfAbsent(definition.getContractPolicyId(), this::terms));
            size++;
            Optional<Set<String>> audience = audience(offer);
            if (audience.isEmpty()) {
                forAnybody.add(offer);
            } else {
                audience.get()
                        .forEach(party -> byParty.computeIfAbsent(party, key -> new ArrayList<>())
                                .add(offer));
            }
        }
        return new Edition(number, size, forAnybody, byParty);
    }

    private List<ContractDefinition> all(String context) {
        var query = ParticipantResource.queryByParticipantContextId(context)
                .limit(Integer.MAX_VALUE)
                .build();
        try (var found = definitions.findAll(query)) {
            return found.toList();
        }
    }

    private Terms terms(String id) {
        Optional<Policy> written = Optional.ofNullable(policies.findById(id)).map(PolicyDefinition::getPolicy);
        // EDC puts the offered asset in place of a target that the definition names.
        return new Terms(id, written, written.map(policy -> ReadPolicy.of(policy.withTarget(null))));
    }

    /** Both policies must allow. One that cannot be read allows nobody, and each who asks should find that in the record. */
    private static Optional<Set<String>> audience(Offer offer) {
        Optional<Set<String>> access = audience(offer.access());
        Optional<Set<String>> contract = audience(offer.contract());
        if (access.isEmpty() || contract.isEmpty()) {
            return access.isEmpty() ? contract : access;
        }
        Set<String> both = new HashSet<>(access.get());
        both.retainAll(contract.get());
        return Optional.of(both);
    }

    private static Optional<Set<String>> audience(Terms terms) {
        return terms.read()
                .filter(ReadPolicy.Valid.class::isInstance)
                .flatMap(valid -> Audience.of(((ReadPolicy.Valid) valid).policy()));
    }
}
