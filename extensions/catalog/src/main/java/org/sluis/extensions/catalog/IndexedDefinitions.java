// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.transaction.spi.TransactionContext;

/** EDC's contract definitions; what they offer is kept in the same transaction. */
final class IndexedDefinitions implements ContractDefinitionStore {

    private final ContractDefinitionStore definitions;
    private final OfferIndex index;
    private final TransactionContext transactions;

    IndexedDefinitions(ContractDefinitionStore definitions, OfferIndex index, TransactionContext transactions) {
        this.definitions = definitions;
        this.index = index;
        this.transactions = transactions;
    }

    @Override
    public StoreResult<Void> save(ContractDefinition definition) {
        return indexed(definition, () -> definitions.save(definition));
    }

    @Override
    public StoreResult<Void> update(ContractDefinition definition) {
        return indexed(definition, () -> definitions.update(definition));
    }

    private StoreResult<Void> indexed(ContractDefinition definition, Supplier<StoreResult<Void>> change) {
        return transactions.execute(() -> {
            index.definitionComes();
            var changed = change.get();
            if (changed.succeeded()) {
                index.stored(definition);
            }
            return changed;
        });
    }

    /** What it offers goes with it, in the database. */
    @Override
    public StoreResult<ContractDefinition> deleteById(String id) {
        return definitions.deleteById(id);
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
