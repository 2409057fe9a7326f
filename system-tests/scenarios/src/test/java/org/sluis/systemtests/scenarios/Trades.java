// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/** Many negotiations at once, each followed by a transfer under its agreement, driven by the consumer's applications. */
final class Trades implements AutoCloseable {

    private final Company consumer;
    private final Company provider;
    private final JsonNode offer;
    private final long endNanos;
    private final AtomicInteger agreed = new AtomicInteger();
    private final ExecutorService applications;

    Trades(Company consumer, Company provider, int atOnce, int seconds) throws CallFailedException {
        this.consumer = consumer;
        this.provider = provider;
        this.offer = consumer.management().offer(provider);
        this.endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        this.applications = Executors.newFixedThreadPool(atOnce);
    }

    /** Begins all of them, each after a random delay. */
    List<Future<?>> begin(int count, int longestDelayMillis) {
        return IntStream.range(0, count)
                .<Future<?>>mapToObj(i -> applications.submit(() -> trade(longestDelayMillis)))
                .toList();
    }

    /** How many have an agreement by now. */
    int agreed() {
        return agreed.get();
    }

    /** Waits until each began its transfer. */
    static void await(List<Future<?>> trades) {
        for (var trade : trades) {
            try {
                trade.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause().getMessage(), e.getCause());
            }
        }
    }

    private void trade(int longestDelayMillis) {
        pause(longestDelayMillis);
        var negotiation = insist(() -> consumer.management().negotiate(provider, offer));
        var agreement = insist(() -> agreementOf(consumer.management().negotiation(negotiation)));
        agreed.incrementAndGet();
        pause(longestDelayMillis);
        insist(() -> consumer.management().transfer(provider, agreement));
    }

    private static String agreementOf(JsonNode negotiation) throws CallFailedException {
        var state = negotiation.path("state").asText();
        if (state.equals("TERMINATED")) {
            throw new AssertionError("a negotiation was lost: " + negotiation);
        }
        return state.equals("FINALIZED")
                ? negotiation.path("contractAgreementId").asText()
                : null;
    }

    private interface Call {
        /** The result, or null when it is not there yet. */
        String make() throws CallFailedException;
    }

    /** An application tries again when the connector is away, or when there is nothing yet. */
    private String insist(Call call) {
        String failure = "nothing came";
        while (System.nanoTime() - endNanos < 0) {
            try {
                var result = call.make();
                if (result != null) {
                    return result;
                }
            } catch (CallFailedException e) {
                failure = e.getMessage();
            }
            Pause.millis(1_000 + ThreadLocalRandom.current().nextInt(1_000));
        }
        throw new AssertionError("gave up: " + failure);
    }

    private static void pause(int longestMillis) {
        Pause.millis(ThreadLocalRandom.current().nextInt(longestMillis + 1));
    }

    @Override
    public void close() {
        applications.shutdownNow();
    }
}
