// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.catalog.spi.DatasetResolver;
import org.eclipse.edc.connector.controlplane.catalog.spi.DistributionResolver;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;

/** The catalog shows what both policies of an offer allow; stock EDC looks at the access policy only. */
public final class CatalogDecisionExtension implements ServiceExtension {

    // Only for the order: this extension must come after the one whose service it replaces.
    @Inject
    @SuppressWarnings("UnusedVariable")
    private DatasetResolver stock;

    @Inject
    private AssetIndex assets;

    @Inject
    private PolicyDefinitionStore policies;

    @Inject
    private ContractDefinitionStore definitions;

    @Inject
    private DistributionResolver distributions;

    @Inject
    private OfferedAssets offered;

    @Inject
    private TransactionContext transaction;

    @Inject
    private Decisions decisions;

    @Inject
    private Partners partners;

    @Inject
    private PartyCredentials credentials;

    @Inject
    private Clock clock;

    @Override
    public String name() {
        return "Catalog decisions";
    }

    @Provider
    public DatasetResolver datasetResolver() {
        var visible = new VisibleOffers(
                new Offers(definitions, policies),
                offered,
                new PolicyDecisions(decisions, partners, credentials, clock));
        return new OfferedDatasets(visible, offered, distributions);
    }

    @Provider
    public OfferForesight offerForesight() {
        return new EdcOfferForesight(definitions, policies, assets, transaction, decisions, partners, credentials);
    }
}
