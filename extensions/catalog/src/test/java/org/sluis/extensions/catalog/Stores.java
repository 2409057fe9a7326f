// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.query.asset.AssetPropertyLookup;
import org.eclipse.edc.connector.controlplane.store.sql.assetindex.SqlAssetIndex;
import org.eclipse.edc.connector.controlplane.store.sql.assetindex.schema.postgres.PostgresDialectStatements;
import org.eclipse.edc.connector.controlplane.store.sql.contractdefinition.SqlContractDefinitionStore;
import org.eclipse.edc.query.CriterionOperatorRegistryImpl;
import org.eclipse.edc.spi.monitor.ConsoleMonitor;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.sql.SqlQueryExecutor;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.transaction.local.LocalDataSourceRegistry;
import org.eclipse.edc.transaction.local.LocalTransactionContext;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.storage.Connections;
import org.sluis.extensions.storage.EmbeddedDatabase;
import org.sluis.extensions.storage.Migrations;

/** EDC's stores on a PostgreSQL of their own, with the index around them. */
final class Stores implements AutoCloseable {

    static final String GROUP = "https://example.com/group";
    private static final String OWNER = "did:web:maker";

    private final EmbeddedDatabase server;
    private final HikariDataSource pool;
    private final SqlQueryExecutor queries = new SqlQueryExecutor();
    private final LocalTransactionContext local = new LocalTransactionContext(new ConsoleMonitor());
    private final LocalDataSourceRegistry dataSources = new LocalDataSourceRegistry(local);

    final TransactionContext transactions = local;
    final CriterionOperatorRegistry operators = CriterionOperatorRegistryImpl.ofDefaults();
    /** Past the index. */
    final AssetIndex stockAssets;
    /** Past the index. */
    final ContractDefinitionStore stockDefinitions;

    final OfferIndex index;
    final AssetIndex assets;
    final ContractDefinitionStore definitions;
    final IndexedOffers offers;

    Stores(Path folder) {
        server = EmbeddedDatabase.start(folder);
        pool = Connections.pool(server.database(), "test", 10);
        Migrations.migrate(pool);
        var name = DataSourceRegistry.DEFAULT_DATASOURCE;
        dataSources.register(name, pool);
        operators.registerPropertyLookup(new AssetPropertyLookup());
        var json = new ObjectMapper();
        stockAssets = new SqlAssetIndex(dataSources, name, local, json, new PostgresDialectStatements(), queries);
        stockDefinitions = new SqlContractDefinitionStore(
                dataSources,
                name,
                local,
                new org.eclipse.edc.connector.controlplane.store.sql.contractdefinition.schema.postgres
                        .PostgresDialectStatements(),
                json,
                queries);
        index = new OfferIndex(stockDefinitions, operators, local, dataSources, queries);
        assets = new IndexedAssets(stockAssets, index);
        definitions = new IndexedDefinitions(stockDefinitions, index);
        offers = new IndexedOffers(index, stockAssets, local, dataSources, queries);
    }

    static Asset asset(String id, String group) {
        return Asset.Builder.newInstance()
                .id(id)
                .participantContextId(OWNER)
                .properties(Map.of(GROUP, group))
                .dataAddress(DataAddress.Builder.newInstance().type("test").build())
                .build();
    }

    static ContractDefinition definition(String id, Criterion... selector) {
        return ContractDefinition.Builder.newInstance()
                .id(id)
                .participantContextId(OWNER)
                .accessPolicyId("access")
                .contractPolicyId("contract")
                .assetsSelector(List.of(selector))
                .build();
    }

    void execute(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        pool.close();
        server.close();
    }
}
