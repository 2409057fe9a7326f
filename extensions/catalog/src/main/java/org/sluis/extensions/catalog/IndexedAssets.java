// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.eclipse.edc.spi.result.StoreResult;
import org.eclipse.edc.spi.types.domain.DataAddress;

/** EDC's assets; what offers them is kept in the same transaction. */
final class IndexedAssets implements AssetIndex {

    private final AssetIndex assets;
    private final OfferIndex index;

    IndexedAssets(AssetIndex assets, OfferIndex index) {
        this.assets = assets;
        this.index = index;
    }

    @Override
    public StoreResult<Void> create(Asset asset) {
        return index.storing(asset, () -> assets.create(asset));
    }

    @Override
    public StoreResult<Asset> updateAsset(Asset asset) {
        return index.storing(asset, () -> assets.updateAsset(asset));
    }

    @Override
    public StoreResult<Asset> deleteById(String id) {
        return index.removingAsset(() -> assets.deleteById(id));
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
