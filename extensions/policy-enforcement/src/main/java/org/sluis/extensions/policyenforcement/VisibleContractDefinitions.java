// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.edc.connector.controlplane.catalog.spi.ContractDefinitionResolver;
import org.eclipse.edc.connector.controlplane.catalog.spi.ResolvedContractDefinitions;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.participant.spi.ParticipantAgent;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.participantcontext.spi.types.ParticipantResource;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.EdcException;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Case;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Verdict;
import org.sluis.policies.decision.Decision;
import org.sluis.policies.decision.Decision.Outcome;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Evidence;

/** The offers a participant may see: access policy and contract policy both allow. One record for each catalog request. */
final class VisibleContractDefinitions implements ContractDefinitionResolver {

    private final ContractDefinitionStore definitions;
    private final PolicyDefinitionStore policies;
    private final PolicyDecisions decisions;

    VisibleContractDefinitions(
            ContractDefinitionStore definitions, PolicyDefinitionStore policies, PolicyDecisions decisions) {
        this.definitions = definitions;
        this.policies = policies;
        this.decisions = decisions;
    }

    @Override
    public ResolvedContractDefinitions resolveFor(ParticipantContext context, ParticipantAgent agent) {
        Optional<String> party = Optional.ofNullable(agent.getIdentity());
        Case about = new Case(Moment.CATALOG, party, Optional.empty());
        Request request = new Request(about);
        List<ContractDefinition> visible = new ArrayList<>();
        int all = 0;
        var query = ParticipantResource.queryByParticipantContextId(context.getParticipantContextId())
                .limit(Integer.MAX_VALUE)
                .build();
        try (var found = definitions.findAll(query)) {
            for (ContractDefinition definition : (Iterable<ContractDefinition>) found::iterator) {
                all++;
                if (request.shows(definition)) {
                    visible.add(definition);
                }
            }
        }
        record(party, visible.size(), all, request);
        return new ResolvedContractDefinitions(visible, request.known());
    }

    private void record(Optional<String> party, int visible, int all, Request request) {
        Decision decision = new Decision(
                visible > 0 ? Outcome.ALLOW : Outcome.DENY,
                List.of(),
                request.reasons,
                List.of(),
                List.of(),
                org.sluis.policies.decision.Decider.EVALUATOR);
        Case about = new Case(
                Moment.CATALOG,
                party,
                Optional.of("catalog: " + visible + " of " + all + " contract definitions shown"));
        try {
            decisions.record(
                    about,
                    Optional.empty(),
                    new Verdict(decision, Optional.empty(), Optional.empty(), List.copyOf(request.evidence)));
        } catch (RecordUnavailableException e) {
            // An empty catalog would be a wrong answer; no answer is the denial.
            throw new EdcException("the catalog is not shown while decisions cannot be recorded", e);
        }
    }

    /** Policies are often shared by definitions; within one request each is read and decided once. */
    private final class Request {
        private final Case about;
        private final Map<String, Optional<Policy>> read = new HashMap<>();
        private final Map<String, Boolean> decided = new HashMap<>();
        private final List<Reason> reasons = new ArrayList<>();
        private final Set<Evidence> evidence = new LinkedHashSet<>();

        Request(Case about) {
            this.about = about;
        }

        boolean shows(ContractDefinition definition) {
            return allows(definition, definition.getAccessPolicyId())
                    && allows(definition, definition.getContractPolicyId());
        }

        private boolean allows(ContractDefinition definition, String policyId) {
            return decided.computeIfAbsent(policyId, id -> {
                Optional<Policy> policy = read.computeIfAbsent(
                        id, key -> Optional.ofNullable(policies.findById(key)).map(PolicyDefinition::getPolicy));
                // EDC puts the offered asset in place of a target that the definition names.
                Verdict verdict = policy.map(known -> decisions.decide(about, known.withTarget(null)))
                        .orElseGet(() -> decisions.deny("policy-missing", "a policy definition " + id, ""));
                evidence.addAll(verdict.evidence());
                String definitionId = definition.getId();
                verdict.decision().reasons().forEach(reason -> reasons.add(of(definitionId, reason)));
                return verdict.allows();
            });
        }

        private Map<String, Policy> known() {
            Map<String, Policy> known = new HashMap<>();
            read.forEach((id, policy) -> policy.ifPresent(found -> known.put(id, found)));
            return known;
        }

        private Reason of(String definition, Reason reason) {
            return new Reason(
                    "/" + definition + reason.pointer(),
                    reason.code(),
                    reason.leftOperand(),
                    reason.operator(),
                    reason.wanted(),
                    reason.observed());
        }
    }
}
