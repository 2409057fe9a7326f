// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.segments;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.sluis.extensions.policylog.Draft;
import org.sluis.policies.log.merkle.TreeProofs;

/** Measures the log on the real disk; prints lines {@code name|what|minimum|median|maximum|unit|goal}. */
final class LogBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int MILLION = Integer.getInteger("entries", 1_000_000);
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int CALLERS = 64;
    private static final int AGREEMENTS = 200;
    private static final String FILLER = "x".repeat(440);
    private static final PrintStream OUT = System.out;

    private final Path folder;
    private SegmentedLog log;

    private LogBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Argument: an empty folder on the disk to measure. */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var benchmark = new LogBenchmark(folder.resolve("bench"));
        benchmark.open();
        benchmark.synchronousCallers();
        benchmark.steady();
        benchmark.pipelined();
        benchmark.checkpoints();
        benchmark.proofs("in the writing process");
        // before the first clean stop, whose snapshot would leave nothing to read
        benchmark.opening(false);
        benchmark.opening(true);
        benchmark.proofs("after opening");
        benchmark.log.close();
    }

    private void synchronousCallers() throws Exception {
        var rates = new double[ROUNDS];
        var slowest = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            var nanos = new long[CALLERS][];
            var counts = new AtomicLong();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            var threads = new Thread[CALLERS];
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                threads[caller] = new Thread(() -> nanos[number] = appendUntil(end, counts));
                threads[caller].start();
            }
            for (var thread : threads) {
                thread.join();
            }
            if (round >= 0) {
                rates[round] = counts.get() / (double) SECONDS;
                slowest[round] = millis(
                        Arrays.stream(nanos).flatMapToLong(Arrays::stream).toArray(), 0.99);
            }
        }
        row("durable appends, 64 synchronous callers, 500 bytes", rates, "/s", ">= 30000");
        row("the same, 99th percentile of an append", slowest, "ms", "<= 10");
    }

    private long[] appendUntil(long end, AtomicLong counts) {
        var nanos = new long[1 << 12];
        int count = 0;
        while (System.nanoTime() < end) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = append();
        }
        counts.addAndGet(count);
        return Arrays.copyOf(nanos, count);
    }

    private long append() {
        try {
            long begun = System.nanoTime();
            log.append(draft(ThreadLocalRandom.current().nextInt(AGREEMENTS)));
            return System.nanoTime() - begun;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A thousand a second from four callers, evenly spread. */
    private void steady() throws Exception {
        var medians = new double[ROUNDS];
        var slowest = new double[ROUNDS];
        int callers = 4;
        for (int round = -1; round < ROUNDS; round++) {
            var nanos = new long[callers][SECONDS * 1000 / callers];
            var threads = new Thread[callers];
            for (int caller = 0; caller < callers; caller++) {
                var own = nanos[caller];
                long first = System.nanoTime() + caller * 1_000_000L;
                threads[caller] = new Thread(() -> appendEvenly(own, first, callers * 1_000_000L));
                threads[caller].start();
            }
            for (var thread : threads) {
                thread.join();
            }
            if (round >= 0) {
                var all = Arrays.stream(nanos).flatMapToLong(Arrays::stream).toArray();
                medians[round] = millis(all, 0.5);
                slowest[round] = millis(all, 0.99);
            }
        }
        row("added to one decision at 1,000/s, median", medians, "ms", "<= 1");
        row("the same, 99th percentile", slowest, "ms", "<= 5");
    }

    private void appendEvenly(long[] nanos, long first, long interval) {
        for (int i = 0; i < nanos.length; i++) {
            long due = first + i * interval;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            append();
            // from when it was due: a stall delays those behind it too
            nanos[i] = System.nanoTime() - due;
        }
    }

    private void pipelined() throws Exception {
        var rates = new double[ROUNDS];
        int perRound = Math.max(10_000, MILLION / (ROUNDS + 1));
        for (int round = -1; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            var threads = new Thread[2];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = new Thread(() -> appendLater(perRound / 2));
                threads[i].start();
            }
            for (var thread : threads) {
                thread.join();
            }
            if (round >= 0) {
                rates[round] = perRound * 1e9 / (System.nanoTime() - begun);
            }
        }
        row("durable appends, pipelined, 500 bytes", rates, "/s", ">= 100000");
        while (log.head().size() < MILLION) {
            appendLater((int) (MILLION - log.head().size()));
        }
    }

    private void appendLater(int count) {
        CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
        for (int i = 0; i < count; i++) {
            last = log.appendLater(draft(i % AGREEMENTS));
        }
        last.join();
    }

    private void checkpoints() throws Exception {
        var times = new double[100];
        for (int i = 0; i < times.length; i++) {
            append();
            long begun = System.nanoTime();
            log.checkpoint(Drafts.signer());
            times[i] = (System.nanoTime() - begun) / 1e6;
        }
        row("signed checkpoint of " + size() + " entries, durable", times, "ms", "<= 1000");
    }

    private void proofs(String when) {
        long size = log.head().size();
        var random = new Random(1);
        var times = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            int count = 5_000;
            long begun = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long index = (long) (random.nextDouble() * size);
                var proof = new TreeProofs(log.nodes(size)).inclusion(index, size);
                if (proof.path().isEmpty()) {
                    throw new IllegalStateException("an empty proof");
                }
            }
            if (round >= 0 || when.startsWith("after")) {
                times[Math.max(0, round)] = (System.nanoTime() - begun) / 1e3 / count;
            }
        }
        row("inclusion proof in " + size() + " entries, " + when, times, "µs", "<= 100");
    }

    private void opening(boolean clean) throws Exception {
        var times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            if (clean) {
                log.close();
            } else {
                append();
                goBackToWhatAKillLeaves();
            }
            long begun = System.nanoTime();
            open();
            times[round] = (System.nanoTime() - begun) / 1e6;
        }
        var after = clean ? "a clean stop" : "a kill";
        row("opening " + size() + " entries after " + after, times, "ms", "<= 2000");
    }

    /** Puts the files back as they are now, before the snapshot that a clean stop takes. */
    private void goBackToWhatAKillLeaves() throws Exception {
        var copy = folder.resolveSibling("killed");
        delete(copy);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(copy.resolve(folder.relativize(path)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Files.copy(path, copy.resolve(folder.relativize(path)));
                return FileVisitResult.CONTINUE;
            }
        });
        log.close();
        delete(folder);
        Files.move(copy, folder);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void open() throws Exception {
        log = SegmentedLog.open(folder.resolve("log"), folder.resolve("keys"), Clock.systemUTC());
    }

    private String size() {
        return String.format(Locale.ROOT, "%,d", log.head().size());
    }

    private static Draft draft(int agreement) {
        var json = "{\"agreement\":" + agreement + ",\"filler\":\"" + FILLER + "\",\"type\":\"use.decision\"}";
        return new Draft(System.currentTimeMillis(), List.of(Drafts.stream("agreement " + agreement)), json);
    }

    private static double millis(long[] nanos, double quantile) {
        Arrays.sort(nanos);
        return nanos[(int) (nanos.length * quantile)] / 1e6;
    }

    private static void row(String what, double[] figures, String unit, String goal) {
        Arrays.sort(figures);
        OUT.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |%n",
                what,
                figure(figures[0]),
                figure(figures[figures.length / 2]),
                figure(figures[figures.length - 1]),
                unit,
                goal);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }
}
