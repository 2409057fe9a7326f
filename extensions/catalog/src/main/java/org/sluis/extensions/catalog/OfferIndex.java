// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.store.sql.assetindex.schema.postgres.PostgresDialectStatements;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.sql.QueryExecutor;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.transaction.spi.TransactionContext;

/**
 * Keeps the table of which definition offers which asset, in the transaction that changes the asset or the definition.
 *
 * <p>A definition and an asset that come at the same time would not see each other, and one that goes would still be seen: assets
 * share a lock that each definition takes alone.
 */
final class OfferIndex {

    /** "catalog" in ASCII; the lock's name among the advisory locks of the database. */
    private static final long LOCK = 0x636174616c6f67L;

    private static final String SHARED = "pg_advisory_xact_lock_shared";
    private static final String ALONE = "pg_advisory_xact_lock";

    private final ContractDefinitionStore definitions;
    private final CriterionOperatorRegistry operators;
    private final TransactionContext transactions;
    private final DataSourceRegistry dataSources;
    private final QueryExecutor queries;
    private final PostgresDialectStatements assetStatements = new PostgresDialectStatements();
    private volatile Selectors last = new Selectors(-1, List.of());

    OfferIndex(
            ContractDefinitionStore definitions,
            CriterionOperatorRegistry operators,
            TransactionContext transactions,
            DataSourceRegistry dataSources,
            QueryExecutor queries) {
        this.definitions = definitions;
        this.operators = operators;
        this.transactions = transactions;
        this.dataSources = dataSources;
        this.queries = queries;
    }

    private record Selector(String definition, Predicate<Asset> test) {}

    private record Selectors(long edition, List<Selector> all) {}

    /** A number that is another one after each change of a definition or a policy. */
    long edition() {
        return inTransaction(this::edition);
    }

    private long edition(Connection connection) {
        return queries.single(connection, false, row -> row.getLong(1), "SELECT edition FROM catalog_edition");
    }

    /** Stores an asset and what offers it, or neither. */
    <T> StoreResult<T> storing(Asset asset, Supplier<StoreResult<T>> store) {
        return changing(SHARED, store, () -> stored(asset));
    }

    /** Stores a definition and what it offers, or neither. */
    <T> StoreResult<T> storing(ContractDefinition definition, Supplier<StoreResult<T>> store) {
        return changing(ALONE, store, () -> stored(definition));
    }

    /** Removes an asset; its rows go with it, in the database. */
    <T> StoreResult<T> removingAsset(Supplier<StoreResult<T>> remove) {
        return changing(SHARED, remove, () -> {});
    }

    /** Removes a definition; its rows go with it, in the database. */
    <T> StoreResult<T> removingDefinition(Supplier<StoreResult<T>> remove) {
        return changing(ALONE, remove, () -> {});
    }

    private <T> StoreResult<T> changing(String lock, Supplier<StoreResult<T>> change, Runnable index) {
        return inTransaction(connection -> {
            lock(connection, lock);
            var result = change.get();
            if (result.succeeded()) {
                index.run();
            }
            return result;
        });
    }

    private void stored(Asset asset) {
        inTransaction(connection -> {
            var offering = selectors(connection).stream()
                    .filter(selector -> selector.test().test(asset))
                    .map(Selector::definition)
                    .toArray(String[]::new);
            queries.execute(connection, "DELETE FROM catalog_offer WHERE asset_id = ?", asset.getId());
            var insert = "INSERT INTO catalog_offer (definition_id, asset_id) SELECT unnest(?), ?";
            return queries.execute(connection, insert, connection.createArrayOf("varchar", offering), asset.getId());
        });
    }

    private void stored(ContractDefinition definition) {
        inTransaction(connection -> {
            queries.execute(connection, "DELETE FROM catalog_offer WHERE definition_id = ?", definition.getId());
            insertSelected(connection, definition);
            var indexed = "INSERT INTO catalog_indexed (definition_id) VALUES (?) ON CONFLICT DO NOTHING";
            return queries.execute(connection, indexed, definition.getId());
        });
    }

    /** Adds what was stored before there was an index, or past it. */
    void complete() {
        for (var missing : transactions.execute(this::missing)) {
            changing(ALONE, StoreResult::success, () -> {
                var definition = definitions.findById(missing);
                if (definition != null) {
                    stored(definition);
                }
            });
        }
    }

    private List<String> missing() {
        var sql = """
                SELECT contract_definition_id FROM edc_contract_definitions
                WHERE contract_definition_id NOT IN (SELECT definition_id FROM catalog_indexed)
                """;
        return inTransaction(connection -> {
            try (var found = queries.query(connection, false, row -> row.getString(1), sql)) {
                return found.toList();
            }
        });
    }

    private int insertSelected(Connection connection, ContractDefinition definition) {
        var all = assetStatements.createQuery(QuerySpec.Builder.newInstance()
                .filter(definition.getAssetsSelector())
                .limit(Integer.MAX_VALUE)
                .build());
        var selected = all.getQueryAsString().replaceFirst(";\\s*$", "");
        var insert = "INSERT INTO catalog_offer (definition_id, asset_id) SELECT ?, asset_id FROM (" + selected
                + ") selected";
        var values = new ArrayList<Object>();
        values.add(definition.getId());
        values.addAll(List.of(all.getParameters()));
        return queries.execute(connection, insert, values.toArray());
    }

    private List<Selector> selectors(Connection connection) {
        var edition = edition(connection);
        var known = last;
        if (known.edition() != edition) {
            known = new Selectors(edition, allSelectors());
            last = known;
        }
        return known.all();
    }

    private List<Selector> allSelectors() {
        try (var found = definitions.findAll(
                QuerySpec.Builder.newInstance().limit(Integer.MAX_VALUE).build())) {
            return found.map(definition -> new Selector(definition.getId(), test(definition.getAssetsSelector())))
                    .toList();
        }
    }

    private Predicate<Asset> test(List<Criterion> selector) {
        return selector.stream().map(operators::<Asset>toPredicate).reduce(asset -> true, Predicate::and);
    }

    private boolean lock(Connection connection, String function) {
        return queries.single(connection, false, row -> true, "SELECT " + function + "(?)", LOCK);
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        return transactions.execute(() -> {
            try (var connection =
                    dataSources.resolve(DataSourceRegistry.DEFAULT_DATASOURCE).getConnection()) {
                return work.on(connection);
            } catch (SQLException e) {
                throw new EdcPersistenceException(e);
            }
        });
    }
}
