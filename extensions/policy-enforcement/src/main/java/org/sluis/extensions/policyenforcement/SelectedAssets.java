// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.spi.query.CriterionOperatorRegistry;
import org.eclipse.edc.spi.query.QuerySpec;

/** Looks at every asset for every page: for stores that have no index of what is offered. */
final class SelectedAssets implements OfferedAssets {

    private final AssetIndex assets;
    private final ContractDefinitionStore definitions;
    private final CriterionOperatorRegistry operators;

    SelectedAssets(AssetIndex assets, ContractDefinitionStore definitions, CriterionOperatorRegistry operators) {
        this.assets = assets;
        this.definitions = definitions;
        this.operators = operators;
    }

    @Override
    public OptionalLong edition() {
        return OptionalLong.empty();
    }

    @Override
    public List<Offered> page(Collection<String> definitions, QuerySpec query) {
        Map<String, Predicate<Asset>> selectors = selectors(definitions);
        var all = QuerySpec.Builder.newInstance()
                .filter(query.getFilterExpression())
                .limit(Integer.MAX_VALUE)
                .build();
        try (var found = assets.queryAssets(all)) {
            return found.sorted(Comparator.comparing(Asset::getId))
                    .flatMap(asset -> offered(asset, selectors).stream())
                    .skip(query.getOffset())
                    .limit(query.getLimit())
                    .toList();
        }
    }

    @Override
    public Optional<Offered> find(Collection<String> definitions, String asset) {
        return Optional.ofNullable(assets.findById(asset)).flatMap(found -> offered(found, selectors(definitions)));
    }

    private Map<String, Predicate<Asset>> selectors(Collection<String> wanted) {
        return wanted.stream()
                .map(definitions::findById)
                .collect(Collectors.toMap(ContractDefinition::getId, this::selector));
    }

    private Predicate<Asset> selector(ContractDefinition definition) {
        return definition.getAssetsSelector().stream()
                .map((Function<org.eclipse.edc.spi.query.Criterion, Predicate<Asset>>) operators::toPredicate)
                .reduce(asset -> true, Predicate::and);
    }

    private static Optional<Offered> offered(Asset asset, Map<String, Predicate<Asset>> selectors) {
        var offering = selectors.entrySet().stream()
                .filter(selector -> selector.getValue().test(asset))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return offering.isEmpty() ? Optional.empty() : Optional.of(new Offered(asset, offering));
    }
}
