// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.InMemorySecrets;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.extensions.policylog.publication.LogKeys;
import org.sluis.extensions.policylog.segments.SegmentedLog;
import org.sluis.policies.usage.DecisionIds;

/**
 * Decisions at a steady rate through all of the log: sealed, durable on disk, a signed checkpoint each second, and rows in PostgreSQL.
 * Prints lines {@code what|figure}; how far the rows are behind is told every ten seconds on the error output.
 */
public final class WholePathBenchmark {

    private static final int AGREEMENTS = 2_000;
    private static final int SLICES = 50;
    private static final long CATCH_UP_MINUTES = 10;
    private static final String FILLER = "x".repeat(250);

    private final PolicyLog log;
    private final StreamNames streams;
    private final Random random = new Random(1);

    private WholePathBenchmark(PolicyLog log, StreamNames streams) {
        this.log = log;
        this.streams = streams;
    }

    /** Arguments: an empty folder on the disk to measure, decisions a second, seconds. */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        int rate = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        var keys = LogKeys.open(new InMemorySecrets(), "bench.example", Clock.systemUTC());
        try (var stores = TestStores.open();
                var log = SegmentedLog.open(folder.resolve("log"), folder.resolve("keys"), Clock.systemUTC());
                var rows = new Projection(log, new PostgresLogRows(stores.pool(), "bench")).start();
                var checkpoints = new Checkpoints(log, keys, Optional::empty)) {
            var benchmark = new WholePathBenchmark(log, keys.streams());
            long begun = System.nanoTime();
            for (int second = 0; second < seconds; second++) {
                benchmark.append(rate, begun + TimeUnit.SECONDS.toNanos(second));
                checkpoints.now();
                rows.wake();
                if (second % 10 == 9) {
                    System.err.println((second + 1) + " s: " + log.head().size() + " entries, " + behind(log, stores)
                            + " rows behind");
                }
            }
            double appending = (System.nanoTime() - begun) / 1e9;
            long size = log.head().size();
            long behind = behind(log, stores);
            awaitRows(rows);
            double all = (System.nanoTime() - begun) / 1e9;
            tell("entries", (double) size);
            tell("appended a second", size / appending);
            tell("rows behind at the end", (double) behind);
            tell("entries a second until the last row", size / all);
        }
    }

    private static long behind(PolicyLog log, TestStores stores) throws Exception {
        var written = MigrationsTest.strings(
                stores.pool(), "SELECT coalesce(max(index) + 1, 0)::text FROM log_entry WHERE replica = 'bench'");
        return log.head().size() - Long.parseLong(written.get(0));
    }

    private static void awaitRows(Projection rows) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(CATCH_UP_MINUTES);
        while (true) {
            try {
                rows.list(LogQuery.any(1));
                return;
            } catch (IllegalStateException e) {
                // after ten seconds without the last row; it may take longer
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    /** Appends one second's share, evenly from that moment on; returns when all of it is durable. */
    private void append(int rate, long begin) {
        CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
        for (int slice = 0; slice < SLICES; slice++) {
            long due = begin + TimeUnit.SECONDS.toNanos(slice) / SLICES;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            for (int i = 0; i < rate / SLICES; i++) {
                last = log.appendLater(draft());
            }
        }
        last.join();
    }

    private Draft draft() {
        int number = random.nextInt(AGREEMENTS);
        var agreement = "urn:uuid:agreement-" + number;
        var json = "{\"corr\":{\"agreementId\":\"" + agreement + "\",\"datasetId\":\"urn:sluis:production-status:"
                + number % 20 + "\"},\"decision\":\"" + (random.nextInt(20) == 0 ? "deny" : "allow") + "\",\"id\":\""
                + DecisionIds.at(Instant.now()) + "\",\"peer\":\"did:web:partner-" + number % 200
                + ".example\",\"subject\":\""
                + FILLER + "\",\"ts\":\"" + Instant.now() + "\",\"type\":\"release.decision\"}";
        return new Draft(System.currentTimeMillis(), List.of(streams.agreement(agreement)), json);
    }

    private static void tell(String what, double figure) {
        System.out.printf(Locale.ROOT, "%s|%.0f%n", what, figure);
    }
}
