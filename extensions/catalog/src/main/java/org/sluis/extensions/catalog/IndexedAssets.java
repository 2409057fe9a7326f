// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.transaction.spi.TransactionContext;

/** EDC's assets; what offers them is kept in the same transaction. */
final class IndexedAssets implements AssetIndex {

    private final AssetIndex assets;
    private final OfferIndex index;
    private final TransactionContext transactions;

    IndexedAssets(AssetIndex assets, OfferIndex index, TransactionContext transactions) {
        this.assets = assets;
        this.index = index;
        this.transactions = transactions;
    }

    @Override
    public StoreResult<Void> create(Asset asset) {
        return indexed(asset, () -> assets.create(asset));
    }

    @Override
    public StoreResult<Asset> updateAsset(Asset asset) {
        return indexed(asset, () -> assets.updateAsset(asset));
    }

    private <T> StoreResult<T> indexed(Asset asset, Supplier<StoreResult<T>> change) {
        return transactions.execute(() -> {
            index.assetComes();
            var changed = change.get();
            if (changed.succeeded()) {
                index.stored(asset);
            }
            return changed;
        });
    }

    /** Its offers go with it, in the database. */
    @Override
    public StoreResult<Asset> deleteById(String id) {
        return assets.deleteById(id);
    }

    @Override
    public Stream<Asset> queryAssets(QuerySpec query) {
        return assets.queryAssets(query);
    }

    @Override
    public Asset findById(String id) {
        return assets.findById(id);
    }

    @Override
    public long countAssets(List<Criterion> criteria) {
        return assets.countAssets(criteria);
    }

    @Override
    public DataAddress resolveForAsset(String id) {
        return assets.resolveForAsset(id);
    }
}
