// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sluis.policies.log.report.SampleStory;

/**
 * Measures the tool on large bundles: {@code AuditorBenchmark <entries> <whole|inclusion> <folder>}. Makes the bundles of both
 * parties, verifies one and reconciles the two, and prints seconds, seconds of processor, and the memory that Java took.
 */
public final class AuditorBenchmark {

    private AuditorBenchmark() {}

    public static void main(String[] args) throws IOException {
        int entries = Integer.parseInt(args[0]);
        var name = "-" + args[1] + "-" + entries + ".zip";
        var provider = Path.of(args[2], "provider" + name);
        var consumer = Path.of(args[2], "consumer" + name);
        if (!Files.exists(consumer)) {
            measure("make both bundles", () -> make(entries, args[1].equals("whole"), provider, consumer));
        }
        measure("verify", () -> Auditor.run(List.of("verify", provider.toString()), System.out, System.err));
        measure(
                "reconcile",
                () -> Auditor.run(
                        List.of("reconcile", provider.toString(), consumer.toString()), System.out, System.err));
    }

    private static void make(int entries, boolean whole, Path provider, Path consumer) {
        var story = SampleStory.told();
        for (int i = 8; i < entries; i++) {
            story.both("transfer.receipt", ",\"data\":{\"bytes\":" + i + "}");
        }
        try {
            Files.write(provider, whole ? story.wholeProvider() : story.provider());
            Files.write(consumer, whole ? story.wholeConsumer() : story.consumer());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void measure(String what, Runnable work) {
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long used = process.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        double processor = (process.getProcessCpuTime() - used) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f s, %.1f s of processor, at most %,d MiB%n",
                what,
                seconds,
                processor,
                peak >> 20);
    }
}
