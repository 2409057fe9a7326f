// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.store.sql.assetindex.schema.postgres.PostgresDialectStatements;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.query.SortOrder;
import org.eclipse.edc.sql.QueryExecutor;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.catalog.Bookmarks.Listing;
import org.sluis.extensions.catalog.Bookmarks.Place;
import org.sluis.extensions.policyenforcement.OfferedAssets;

/** Finds what definitions offer in the index; filters are part of the same statement. */
final class IndexedOffers implements OfferedAssets {

    /** The place is named on both sides, so that the last page is no more work than the first. */
    private static final String OFFERED = """
            asset_id > ? AND asset_id IN
                (SELECT o.asset_id FROM catalog_offer o WHERE o.definition_id = ANY (?) AND o.asset_id > ?)""";

    private final OfferIndex index;
    private final AssetIndex assets;
    private final TransactionContext transactions;
    private final DataSourceRegistry dataSources;
    private final QueryExecutor queries;
    private final PostgresDialectStatements assetStatements = new PostgresDialectStatements();
    private final Bookmarks bookmarks = new Bookmarks();

    IndexedOffers(
            OfferIndex index,
            AssetIndex assets,
            TransactionContext transactions,
            DataSourceRegistry dataSources,
            QueryExecutor queries) {
        this.index = index;
        this.assets = assets;
        this.transactions = transactions;
        this.dataSources = dataSources;
        this.queries = queries;
    }

    @Override
    public OptionalLong edition() {
        return OptionalLong.of(index.edition());
    }

    @Override
    public List<Offered> page(Collection<String> definitions, QuerySpec query) {
        return transactions.execute(() -> {
            var listing = Listing.of(index.edition(), definitions, query.getFilterExpression());
            var from = bookmarks.before(listing, query.getOffset());
            var ids = ids(definitions, query, from);
            if (!ids.isEmpty()) {
                bookmarks.keep(listing, new Place(query.getOffset() + ids.size(), ids.get(ids.size() - 1)));
            }
            return offered(ids, definitions);
        });
    }

    @Override
    public Optional<Offered> find(Collection<String> definitions, String asset) {
        return transactions.execute(
                () -> offered(List.of(asset), definitions).stream().findFirst());
    }

    private List<String> ids(Collection<String> definitions, QuerySpec query, Place from) {
        var page = QuerySpec.Builder.newInstance()
                .filter(query.getFilterExpression())
                .offset(query.getOffset() - from.offset())
                .limit(query.getLimit())
                .sortField("id")
                .sortOrder(SortOrder.ASC)
                .build();
        var statement = assetStatements.createQuery(page);
        statement.addWhereClause(OFFERED, from.after(), array(definitions), from.after());
        return rows(row -> row.getString("asset_id"), statement.getQueryAsString(), statement.getParameters());
    }

    private List<Offered> offered(List<String> ids, Collection<String> definitions) {
        if (ids.isEmpty() || definitions.isEmpty()) {
            return List.of();
        }
        var offering = offering(ids, definitions);
        var found = assets(offering.keySet());
        return ids.stream()
                .filter(found::containsKey)
                .map(id -> new Offered(found.get(id), offering.get(id)))
                .toList();
    }

    private record Row(String asset, String definition) {}

    private Map<String, List<String>> offering(List<String> ids, Collection<String> definitions) {
        var sql = """
                SELECT asset_id, definition_id FROM catalog_offer WHERE asset_id = ANY (?) AND definition_id = ANY (?)
                ORDER BY asset_id, definition_id
                """;
        Map<String, List<String>> offering = new HashMap<>();
        rows(row -> new Row(row.getString(1), row.getString(2)), sql, array(ids), array(definitions))
                .forEach(row -> offering.computeIfAbsent(row.asset(), key -> new ArrayList<>())
                        .add(row.definition()));
        return offering;
    }

    private Map<String, Asset> assets(Collection<String> ids) {
        var query = QuerySpec.Builder.newInstance()
                .filter(Criterion.criterion("id", "in", List.copyOf(ids)))
                .limit(Math.max(1, ids.size()))
                .build();
        Map<String, Asset> found = new HashMap<>();
        if (!ids.isEmpty()) {
            try (var all = assets.queryAssets(query)) {
                all.forEach(asset -> found.put(asset.getId(), asset));
            }
        }
        return found;
    }

    private <T> List<T> rows(org.eclipse.edc.sql.ResultSetMapper<T> mapper, String sql, Object... values) {
        return transactions.execute(() -> {
            try (var connection = dataSources
                            .resolve(DataSourceRegistry.DEFAULT_DATASOURCE)
                            .getConnection();
                    var found = queries.query(connection, false, mapper, sql, values)) {
                return found.toList();
            } catch (SQLException e) {
                throw new EdcPersistenceException(e);
            }
        });
    }

    private Array array(Collection<String> values) {
        return transactions.execute(() -> {
            try (var connection =
                    dataSources.resolve(DataSourceRegistry.DEFAULT_DATASOURCE).getConnection()) {
                return connection.createArrayOf("varchar", values.toArray());
            } catch (SQLException e) {
                throw new EdcPersistenceException(e);
            }
        });
    }
}
