// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.edc.spi.query.Criterion.criterion;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.extensions.policyenforcement.OfferedAssets.Offered;

@Timeout(120)
class IndexedOffersTest {

    private static final long SEED = 20_261_121;
    private static final int STEPS = 400;
    private static Stores stores;

    private final Random random = new Random(SEED);
    private final Map<String, Asset> assets = new TreeMap<>();
    private final Map<String, ContractDefinition> definitions = new TreeMap<>();

    @BeforeAll
    static void start(@TempDir Path folder) {
        stores = new Stores(folder.resolve("db"));
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @BeforeEach
    void nothingIsOffered() throws SQLException {
        stores.execute("TRUNCATE edc_asset, edc_contract_definitions CASCADE");
    }

    private static Criterion ofGroup(String group) {
        return criterion(Stores.GROUP, "=", group);
    }

    private static QuerySpec page(int offset, int limit, Criterion... filters) {
        return QuerySpec.Builder.newInstance()
                .filter(List.of(filters))
                .offset(offset)
                .limit(limit)
                .build();
    }

    private static List<String> ids(Collection<String> definitions, QuerySpec query) {
        return stores.offers.page(definitions, query).stream()
                .map(offered -> offered.asset().getId())
                .toList();
    }

    @Test
    void afterAnyChangesItOffersWhatTheSelectorsSay() {
        for (var step = 0; step < STEPS; step++) {
            change();
            if (step % 10 == 0) {
                requireSame();
            }
        }
        requireSame();
        assertThat(assets).hasSizeGreaterThan(10);
        assertThat(definitions).hasSizeGreaterThan(3);
    }

    private void change() {
        var asset = Stores.asset("asset-" + random.nextInt(60), "group-" + random.nextInt(4));
        var definition = Stores.definition("definition-" + random.nextInt(12), selector());
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                if (stores.assets.create(asset).succeeded()) {
                    assets.put(asset.getId(), asset);
                }
            }
            case 3 -> {
                if (stores.assets.updateAsset(asset).succeeded()) {
                    assets.put(asset.getId(), asset);
                }
            }
            case 4 -> {
                stores.assets.deleteById(asset.getId());
                assets.remove(asset.getId());
            }
            case 5 -> {
                if (stores.definitions.save(definition).succeeded()) {
                    definitions.put(definition.getId(), definition);
                }
            }
            case 6 -> {
                if (stores.definitions.update(definition).succeeded()) {
                    definitions.put(definition.getId(), definition);
                }
            }
            default -> {
                if (random.nextInt(3) == 0) {
                    stores.definitions.deleteById(definition.getId());
                    definitions.remove(definition.getId());
                }
            }
        }
    }

    private Criterion[] selector() {
        return switch (random.nextInt(5)) {
            case 0 -> new Criterion[0];
            case 1 -> new Criterion[] {criterion("id", "=", "asset-" + random.nextInt(60))};
            case 2 -> new Criterion[] {criterion("id", "in", List.of("asset-1", "asset-2", "asset-3"))};
            case 3 -> new Criterion[] {ofGroup("group-" + random.nextInt(4)), criterion("id", "like", "asset-1%")};
            default -> new Criterion[] {ofGroup("group-" + random.nextInt(4))};
        };
    }

    private void requireSame() {
        var seen = definitions.keySet().stream()
                .filter(definition -> random.nextInt(3) > 0)
                .toList();
        var offset = random.nextInt(5);
        var limit = 1 + random.nextInt(20);
        var filters = random.nextBoolean() ? List.of(ofGroup("group-1")) : List.<Criterion>of();

        var page = stores.offers.page(seen, page(offset, limit, filters.toArray(Criterion[]::new)));

        var expected = assets.values().stream()
                .filter(matches(filters))
                .filter(asset -> !offering(asset, seen).isEmpty())
                .skip(offset)
                .limit(limit)
                .toList();
        assertThat(page)
                .extracting(offered -> offered.asset().getId())
                .isEqualTo(expected.stream().map(Asset::getId).toList());
        assertThat(page)
                .allSatisfy(offered -> assertThat(offered.definitions())
                        .isEqualTo(offering(assets.get(offered.asset().getId()), seen)));
        assets.values()
                .forEach(asset -> assertThat(
                                stores.offers.find(seen, asset.getId()).map(Offered::definitions))
                        .isEqualTo(java.util.Optional.of(offering(asset, seen)).filter(found -> !found.isEmpty())));
    }

    private List<String> offering(Asset asset, List<String> seen) {
        return seen.stream()
                .filter(id -> matches(definitions.get(id).getAssetsSelector()).test(asset))
                .toList();
    }

    private static Predicate<Asset> matches(List<Criterion> criteria) {
        return criteria.stream().map(stores.operators::<Asset>toPredicate).reduce(asset -> true, Predicate::and);
    }

    @Test
    void pagesReadOneAfterAnotherAreTheWholeListOnce() {
        IntStream.range(0, 95).forEach(i -> stores.assets.create(Stores.asset("a-%03d".formatted(i), "g")));
        stores.definitions.save(Stores.definition("all"));
        var read = new ArrayList<String>();
        for (var offset = 0; offset < 100; offset += 10) {
            read.addAll(ids(List.of("all"), page(offset, 10)));
        }

        assertThat(read).hasSize(95).doesNotHaveDuplicates().isSorted();
        assertThat(ids(List.of("all"), page(42, 3))).containsExactly("a-042", "a-043", "a-044");
    }

    @Test
    void aPageThatSomebodyWithOtherOffersReadIsNotTheirs() {
        IntStream.range(0, 40).forEach(i -> stores.assets.create(Stores.asset("a-%02d".formatted(i), "g" + i % 2)));
        stores.definitions.save(Stores.definition("even", ofGroup("g0")));
        stores.definitions.save(Stores.definition("all"));

        assertThat(ids(List.of("all"), page(0, 10))).hasSize(10);

        assertThat(ids(List.of("even"), page(10, 2))).containsExactly("a-20", "a-22");
    }

    @Test
    void whatWasStoredBeforeThereWasAnIndexIsIndexedAtTheStart() {
        stores.stockAssets.create(Stores.asset("old", "g"));
        stores.stockDefinitions.save(Stores.definition("before", ofGroup("g")));
        assertThat(ids(List.of("before"), page(0, 10))).isEmpty();

        stores.index.complete();

        assertThat(ids(List.of("before"), page(0, 10))).containsExactly("old");
    }

    @Test
    void anAssetAndADefinitionThatComeAtTheSameTimeFindEachOther() {
        for (var round = 0; round < 40; round++) {
            var number = round;
            var definition = CompletableFuture.runAsync(() -> stores.definitions
                    .save(Stores.definition("d" + number, ofGroup("g" + number)))
                    .orElseThrow(why -> new AssertionError(why.getFailureDetail())));
            var asset = CompletableFuture.runAsync(() -> stores.assets
                    .create(Stores.asset("a" + number, "g" + number))
                    .orElseThrow(why -> new AssertionError(why.getFailureDetail())));
            CompletableFuture.allOf(definition, asset).join();

            assertThat(ids(List.of("d" + number), page(0, 10))).containsExactly("a" + number);
        }
    }

    @Test
    void changesFromAllSidesAtOnceNeitherFailNorLeaveAnythingBehind() {
        var writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    var own = new Random(SEED + writer);
                    for (var i = 0; i < 60; i++) {
                        var asset = Stores.asset("a" + writer + own.nextInt(3), "g" + own.nextInt(2));
                        var definition = Stores.definition("d" + own.nextInt(3), ofGroup("g" + own.nextInt(2)));
                        switch (own.nextInt(6)) {
                            case 0 -> stores.assets.create(asset);
                            case 1 -> stores.assets.updateAsset(asset);
                            case 2 -> stores.assets.deleteById(asset.getId());
                            case 3 -> stores.definitions.save(definition);
                            case 4 -> stores.definitions.update(definition);
                            default -> stores.definitions.deleteById(definition.getId());
                        }
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(writers).join();

        for (var i = 0; i < 3; i++) {
            var definition = stores.definitions.findById("d" + i);
            var expected = IntStream.range(0, 4)
                    .boxed()
                    .flatMap(writer -> IntStream.range(0, 3).mapToObj(number -> "a" + writer + number))
                    .map(stores.assets::findById)
                    .filter(asset -> asset != null && definition != null)
                    .filter(asset -> matches(definition.getAssetsSelector()).test(asset))
                    .map(Asset::getId)
                    .toList();
            assertThat(ids(List.of("d" + i), page(0, 10))).isEqualTo(expected);
        }
    }

    @Test
    void anEditionIsAnotherAfterEachChangeOfADefinition() {
        var before = stores.offers.edition();
        stores.assets.create(Stores.asset("a", "g"));
        assertThat(stores.offers.edition()).isEqualTo(before);

        stores.definitions.save(Stores.definition("d"));
        var after = stores.offers.edition();
        assertThat(after).isNotEqualTo(before);

        stores.definitions.deleteById("d");
        assertThat(stores.offers.edition()).isNotEqualTo(after).isNotEqualTo(before);
    }
}
