// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.system.ServiceExtension;

/** Finds what is offered without an index, where none is installed. */
public final class OfferedAssetsDefaultExtension implements ServiceExtension {

    @Inject
    private AssetIndex assets;

    @Inject
    private ContractDefinitionStore definitions;

    @Inject
    private CriterionOperatorRegistry operators;

    @Override
    public String name() {
        return "Offered assets without an index";
    }

    @Provider(isDefault = true)
    public OfferedAssets offeredAssets() {
        return new SelectedAssets(assets, definitions, operators);
    }
}
