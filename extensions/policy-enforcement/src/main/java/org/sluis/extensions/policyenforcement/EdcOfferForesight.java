// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Case;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Verdict;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;

/** Decides on offers as the catalog and the negotiation would, at another time and off the record. */
final class EdcOfferForesight implements OfferForesight {

    private static final int MOST = 1000;

    private final ContractDefinitionStore definitions;
    private final PolicyDefinitionStore policies;
    private final AssetIndex assets;
    private final TransactionContext transaction;
    private final Decisions decisions;
    private final Partners partners;
    private final PartyCredentials credentials;

    EdcOfferForesight(
            ContractDefinitionStore definitions,
            PolicyDefinitionStore policies,
            AssetIndex assets,
            TransactionContext transaction,
            Decisions decisions,
            Partners partners,
            PartyCredentials credentials) {
        this.definitions = definitions;
        this.policies = policies;
        this.assets = assets;
        this.transaction = transaction;
        this.decisions = decisions;
        this.partners = partners;
        this.credentials = credentials;
    }

    /** In one transaction, as EDC's stores read while we do. */
    @Override
    public List<Foreseen> offers(String party, Instant at) {
        return transaction.execute(() -> decide(party, at));
    }

    private List<Foreseen> decide(String party, Instant at) {
        var then = new PolicyDecisions(decisions, partners, credentials, Clock.fixed(at, ZoneOffset.UTC));
        var foreseen = new ArrayList<Foreseen>();
        for (var definition : all()) {
            for (var asset : offered(definition)) {
                foreseen.add(decide(then, definition, asset, party));
            }
        }
        return foreseen;
    }

    private List<ContractDefinition> all() {
        try (var found =
                definitions.findAll(QuerySpec.Builder.newInstance().limit(MOST).build())) {
            return found.toList();
        }
    }

    private List<Asset> offered(ContractDefinition definition) {
        var query = QuerySpec.Builder.newInstance()
                .filter(definition.getAssetsSelector())
                .limit(MOST)
                .build();
        try (var found = assets.queryAssets(query)) {
            return found.toList();
        }
    }

    private Foreseen decide(PolicyDecisions then, ContractDefinition definition, Asset asset, String party) {
        var steps = List.of(
                new Step(Moment.CATALOG, definition.getAccessPolicyId()),
                new Step(Moment.CATALOG, definition.getContractPolicyId()),
                new Step(Moment.NEGOTIATION, definition.getContractPolicyId()));
        Foreseen last = null;
        for (var step : steps) {
            last = decide(then, step, asset.getId(), party);
            if (!last.decision().allows()) {
                break;
            }
        }
        return last;
    }

    private record Step(Moment moment, String policyId) {}

    private Foreseen decide(PolicyDecisions then, Step step, String dataset, String party) {
        var about = new Case(step.moment(), Optional.of(party), Optional.empty());
        var written = Optional.ofNullable(policies.findById(step.policyId())).map(PolicyDefinition::getPolicy);
        Verdict verdict = written.map(policy -> then.decide(about, policy.withTarget(dataset)))
                .orElseGet(() -> then.deny("policy-missing", "a policy definition " + step.policyId(), ""));
        return new Foreseen(dataset, step.moment(), verdict.decision(), written.flatMap(EdcOfferForesight::read));
    }

    private static Optional<Policy> read(org.eclipse.edc.policy.model.Policy written) {
        return PolicyDecisions.read(written) instanceof Reading.Valid valid
                ? Optional.of(valid.policy())
                : Optional.empty();
    }
}
