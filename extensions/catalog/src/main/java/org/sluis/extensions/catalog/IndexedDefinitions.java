// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;

/** EDC's contract definitions; what they offer is kept in the same transaction. */
final class IndexedDefinitions implements ContractDefinitionStore {

    private final ContractDefinitionStore definitions;
    private final OfferIndex index;

    IndexedDefinitions(ContractDefinitionStore definitions, OfferIndex index) {
        this.definitions = definitions;
        this.index = index;
    }

    @Override
    public StoreResult<Void> save(ContractDefinition definition) {
        return index.storing(definition, () -> definitions.save(definition));
    }

    @Override
    public StoreResult<Void> update(ContractDefinition definition) {
        return index.storing(definition, () -> definitions.update(definition));
    }

    @Override
    public StoreResult<ContractDefinition> deleteById(String id) {
        return index.removingDefinition(() -> definitions.deleteById(id));
    }

    @Override
    public Stream<ContractDefinition> findAll(QuerySpec query) {
        return definitions.findAll(query);
    }

    @Override
    public ContractDefinition findById(String id) {
        return definitions.findById(id);
    }
}
