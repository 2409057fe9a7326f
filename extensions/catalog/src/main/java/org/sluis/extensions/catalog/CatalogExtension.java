// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.sql.QueryExecutor;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.policyenforcement.OfferedAssets;

/** Keeps an index of what is offered around EDC's stores, and answers catalogs from it. */
@Extension("Sluis: index of offers")
public final class CatalogExtension implements ServiceExtension {

    @Inject
    private AssetIndex assets;

    @Inject
    private ContractDefinitionStore definitions;

    @Inject
    private CriterionOperatorRegistry operators;

    @Inject
    private TransactionContext transactions;

    @Inject
    private DataSourceRegistry dataSources;

    @Inject
    private QueryExecutor queries;

    private OfferIndex index;

    /** Assets whose offers are kept. */
    @Provider
    public AssetIndex assetIndex() {
        return new IndexedAssets(assets, index());
    }

    /** Definitions whose offers are kept. */
    @Provider
    public ContractDefinitionStore definitionStore() {
        return new IndexedDefinitions(definitions, index());
    }

    /** What definitions offer. */
    @Provider
    public OfferedAssets offeredAssets() {
        return new IndexedOffers(index(), assets, transactions, dataSources, queries);
    }

    @Override
    public void start() {
        index().complete();
    }

    private synchronized OfferIndex index() {
        if (index == null) {
            index = new OfferIndex(definitions, operators, transactions, dataSources, queries);
        }
        return index;
    }
}
