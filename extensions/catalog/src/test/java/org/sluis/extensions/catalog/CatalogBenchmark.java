// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.catalog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.edc.spi.query.Criterion;
import org.eclipse.edc.spi.query.QuerySpec;

/**
 * Times pages of 50 of a catalog of 100,000 datasets under 1,000 contract definitions, and what EDC does for any page: reading
 * every asset. Argument: an empty folder. Prints a line for each: what, and minimum, median and maximum in milliseconds.
 */
public final class CatalogBenchmark {

    private static final int DATASETS = 100_000;
    private static final int DEFINITIONS = 1_000;
    private static final int PAGE = 50;
    private static final int ROUNDS = 21;

    private CatalogBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        try (var stores = new Stores(Path.of(arguments[0]))) {
            fill(stores);
            var all = IntStream.range(0, DEFINITIONS).mapToObj(i -> "d-" + i).toList();
            var one = List.of("d-7");
            read(stores, all, "first page of one who sees all", 0);
            walk(stores, all);
            read(stores, all, "last page, read one after another", DATASETS - PAGE);
            read(stores, one, "first page of one who sees one definition", 0);
            read(stores, one, "second page of one who sees one definition", PAGE);
            read(stores, all.subList(0, 30), "first page of one who sees 30 definitions", 0);
            stock(stores);
        }
    }

    /** Each definition offers the hundred datasets of a group. */
    private static void fill(Stores stores) throws Exception {
        var start = System.nanoTime();
        stores.execute("""
                INSERT INTO edc_asset (asset_id, created_at, properties, private_properties, data_address, participant_context_id)
                SELECT 'a-' || lpad(i::text, 6, '0'), 1, json_build_object('https://example.com/group', 'g-' || i %% 1000), '{}',
                    '{"https://w3id.org/edc/v0.0.1/ns/type":"test"}', 'did:web:maker'
                FROM generate_series(0, %d) i
                """.formatted(DATASETS - 1));
        for (var i = 0; i < DEFINITIONS; i++) {
            stores.stockDefinitions.save(Stores.definition("d-" + i, Criterion.criterion(Stores.GROUP, "=", "g-" + i)));
        }
        var filled = System.nanoTime();
        stores.index.complete();
        stores.execute("ANALYZE");
        System.err.printf(
                "filled in %.1f s, indexed in %.1f s%n", (filled - start) / 1e9, (System.nanoTime() - filled) / 1e9);
    }

    private static QuerySpec page(int offset) {
        return QuerySpec.Builder.newInstance().offset(offset).limit(PAGE).build();
    }

    private static void walk(Stores stores, List<String> definitions) {
        for (var offset = 0; offset < DATASETS; offset += PAGE) {
            stores.offers.page(definitions, page(offset));
        }
    }

    private static void read(Stores stores, List<String> definitions, String name, int offset) {
        time(name, () -> stores.offers.page(definitions, page(offset)).size());
    }

    private static void stock(Stores stores) {
        time(
                "all assets read, as EDC 0.15.1 does for any page",
                () -> stores.transactions.execute(() -> {
                    try (var found = stores.stockAssets.queryAssets(QuerySpec.Builder.newInstance()
                            .limit(Integer.MAX_VALUE)
                            .build())) {
                        return (int) found.count();
                    }
                }));
    }

    private interface Work {
        int run();
    }

    private static void time(String name, Work work) {
        var found = 0;
        var times = new long[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            var start = System.nanoTime();
            found = work.run();
            times[round] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        if (found == 0) {
            throw new IllegalStateException("nothing found: " + name);
        }
        System.out.printf(
                "%s|%s|%s|%s%n", name, millis(times[0]), millis(times[ROUNDS / 2]), millis(times[ROUNDS - 1]));
    }

    private static String millis(long nanos) {
        return "%.1f".formatted(Duration.ofNanos(nanos).toNanos() / 1e6);
    }
}
