// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/**
 * Times negotiations of two members in processes of their own, each on its own PostgreSQL with durable commits, with verified
 * credentials, through the consumer's management API.
 *
 * <p>Prints lines of figures divided by bars: what, minimum, median, maximum, how many in each round.
 */
final class NegotiationBenchmark {

    private static final String DATASET = "parts";
    private static final int WARM_UP = 40;
    private static final int CALLERS = 16;
    private static final long LIMIT_NANOS = 300_000_000_000L;

    private final Company consumer;
    private final Company provider;
    private final JsonNode offer;

    private NegotiationBenchmark(Company consumer, Company provider) throws CallFailedException {
        this.consumer = consumer;
        this.provider = provider;
        this.offer = consumer.management().offer(provider);
    }

    /** Arguments: an empty folder, the number of rounds, negotiations one after the other in each, negotiations at once in each. */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        var rounds = Integer.parseInt(arguments[1]);
        try (var chain = new Chain(folder);
                var provider = new Company("maker", folder);
                var consumer = new Company("builder", folder)) {
            provider.knowing(consumer, "").start();
            consumer.knowing(provider, "").start();
            chain.enrol(provider, consumer);
            provider.management().publish(DATASET);
            new NegotiationBenchmark(consumer, provider)
                    .measure(rounds, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        }
    }

    private void measure(int rounds, int oneByOne, int atOnce)
            throws CallFailedException, InterruptedException, ExecutionException {
        for (int i = 0; i < WARM_UP; i++) {
            negotiate();
        }
        var millis = new ArrayList<Double>();
        for (int i = 0; i < rounds * oneByOne; i++) {
            millis.add(negotiate());
        }
        print("one", millis, oneByOne);
        var perSecond = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            perSecond.add(atOnce / together(atOnce));
        }
        print("many", perSecond, atOnce);
    }

    private static void print(String what, List<Double> figures, int count) {
        figures.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%s|%.0f|%.0f|%.0f|%d%n",
                what,
                figures.get(0),
                figures.get(figures.size() / 2),
                figures.get(figures.size() - 1),
                count);
    }

    /** Milliseconds from the request to FINALIZED, both as the consumer's client sees them. */
    private double negotiate() throws CallFailedException {
        var begin = System.nanoTime();
        awaitFinalized(consumer.management().negotiate(provider, offer));
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Seconds until so many negotiations that a few callers begin without waiting are FINALIZED. */
    private double together(int count) throws InterruptedException, ExecutionException {
        var callers = Executors.newFixedThreadPool(CALLERS);
        try {
            var begin = System.nanoTime();
            var begun = callers.invokeAll(IntStream.range(0, count)
                    .<Callable<String>>mapToObj(i -> () -> consumer.management().negotiate(provider, offer))
                    .toList());
            for (var negotiation : begun) {
                awaitFinalized(negotiation.get());
            }
            return (System.nanoTime() - begin) / 1e9;
        } catch (CallFailedException e) {
            throw new IllegalStateException(e);
        } finally {
            callers.shutdownNow();
        }
    }

    private void awaitFinalized(String id) throws CallFailedException {
        var begin = System.nanoTime();
        while (true) {
            var negotiation = consumer.management().negotiation(id);
            var state = negotiation.path("state").asText();
            if (state.equals("FINALIZED")) {
                return;
            }
            if (state.equals("TERMINATED") || System.nanoTime() - begin > LIMIT_NANOS) {
                throw new IllegalStateException("a negotiation did not come to its end: " + negotiation);
            }
            Pause.millis(3);
        }
    }
}
