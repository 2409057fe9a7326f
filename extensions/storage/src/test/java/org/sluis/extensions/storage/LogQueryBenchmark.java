// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.LogRow;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.usage.DecisionIds;

/**
 * Queries on the rows of a log with many entries: prints {@code what|min|median|max|count} in milliseconds, and how fast rows are
 * written.
 */
public final class LogQueryBenchmark {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ROUNDS = 50;
    private static final int BATCH = 1_000;
    private static final int PARTNERS = 200;
    private static final int AGREEMENTS = 2_000;
    private static final String FILLER = "x".repeat(400);

    private LogQueryBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var entries = Integer.parseInt(arguments[0]);
        try (var stores = TestStores.open()) {
            var rows = new PostgresLogRows(stores.pool(), "bench");
            fill(rows, entries);
            MigrationsTest.execute(stores.pool(), "ANALYZE log_entry");
            var random = new Random(7);
            measure(rows, "by partner", any -> any.withPeer(Optional.of(peer(random.nextInt(PARTNERS)))));
            measure(rows, "by agreement", any -> any.withAgreement(Optional.of(agreement(random.nextInt(AGREEMENTS)))));
            measure(rows, "by dataset", any -> any.withDataset(Optional.of(dataset(random.nextInt(20)))));
            measure(rows, "by outcome", any -> any.withOutcomes(Set.of("deny")));
            measure(rows, "by principal", any -> any.withActor(Optional.of("p-" + random.nextInt(5))));
            measure(rows, "by time", any -> {
                var from = START.plusSeconds(random.nextInt(entries));
                return any.between(Optional.of(from), Optional.of(from.plusSeconds(3600)));
            });
            measure(rows, "by partner, outcome and time", any -> {
                var from = START.plusSeconds(random.nextInt(entries));
                return any.withPeer(Optional.of(peer(random.nextInt(PARTNERS))))
                        .withOutcomes(Set.of("deny"))
                        .between(Optional.of(from), Optional.of(from.plusSeconds(86_400)));
            });
        }
    }

    private interface Narrowing {
        LogQuery of(LogQuery any);
    }

    private static void measure(PostgresLogRows rows, String what, Narrowing narrowing) {
        var figures = new double[ROUNDS];
        for (int i = -5; i < ROUNDS; i++) {
            var begun = System.nanoTime();
            rows.list(narrowing.of(LogQuery.any(50)));
            if (i >= 0) {
                figures[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(figures);
        System.out.printf("%s|%.1f|%.1f|%.1f|%d%n", what, figures[0], figures[ROUNDS / 2], figures[ROUNDS - 1], ROUNDS);
    }

    private static void fill(PostgresLogRows rows, int entries) {
        var random = new Random(42);
        var begun = System.nanoTime();
        for (int first = 0; first < entries; first += BATCH) {
            var some = new ArrayList<LogRow>();
            for (int i = first; i < Math.min(entries, first + BATCH); i++) {
                some.add(row(i, random));
            }
            rows.append(List.copyOf(some));
        }
        var perSecond = entries / ((System.nanoTime() - begun) / 1e9);
        System.out.printf("rows written a second|%.0f|%.0f|%.0f|%d%n", perSecond, perSecond, perSecond, entries);
    }

    private static LogRow row(int i, Random random) {
        var number = random.nextInt(AGREEMENTS);
        var at = START.plusSeconds(i);
        return new LogRow(
                i,
                Optional.of(DecisionIds.at(at)),
                at,
                at.toEpochMilli(),
                Sha256.of(ByteBuffer.allocate(Long.BYTES).putLong(i).array()),
                "release.decision",
                Optional.of(random.nextInt(20) == 0 ? "deny" : "allow"),
                Optional.of(peer(number % PARTNERS)),
                Optional.of(agreement(number)),
                Optional.of(dataset(number % 20)),
                random.nextInt(100) == 0 ? Optional.of("p-" + random.nextInt(5)) : Optional.empty(),
                Optional.of("{\"type\":\"release.decision\",\"subject\":\"" + FILLER + "\"}"));
    }

    private static String peer(int number) {
        return "did:web:partner-" + number + ".example";
    }

    private static String agreement(int number) {
        return "agreement-" + number;
    }

    private static String dataset(int number) {
        return "urn:sluis:production-status:" + number;
    }
}
