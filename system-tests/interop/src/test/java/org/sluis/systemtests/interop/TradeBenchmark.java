// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Times what two connectors do together, from outside, through the management API that stock EDC and Sluis both have.
 *
 * <p>Prints lines of figures divided by bars: what, minimum, median, maximum, how many figures.
 */
final class TradeBenchmark {

    private static final String DATASET = "urn:benchmark:one";
    private static final int WARM_UP = 20;
    private static final int CALLERS = 16;
    private static final int DATASETS = 10_000;
    private static final int PAGE = 50;
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final Set<String> ENDS = Set.of("FINALIZED", "TERMINATED");
    private static final byte[] DATA = "{\"reading\": 21.5}".getBytes(StandardCharsets.US_ASCII);

    private final Trader consumer;
    private final Trader provider;
    private final String references;
    private final int rounds;
    private final AtomicInteger ended = new AtomicInteger();

    private TradeBenchmark(TradingPair pair, int rounds) {
        this.consumer = pair.consumer();
        this.provider = pair.provider();
        this.references = pair.references();
        this.rounds = rounds;
    }

    /**
     * Arguments: rounds, negotiations one after the other in each, negotiations at once in each, and the command that runs a pair
     * until its standard input ends and says first where it is.
     */
    public static void main(String[] arguments) throws Exception {
        var command = List.of(arguments).subList(3, arguments.length);
        var source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        source.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, DATA.length);
                exchange.getResponseBody().write(DATA);
            }
        });
        source.start();
        var pair = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var callers = Executors.newFixedThreadPool(CALLERS);
        try (var said = new BufferedReader(pair.inputReader(StandardCharsets.UTF_8))) {
            var line = said.readLine();
            if (line == null) {
                throw new IllegalStateException("the pair did not start; what it wrote stands above");
            }
            var address = "http://localhost:" + source.getAddress().getPort() + "/";
            new TradeBenchmark(TradingPair.read(line), Integer.parseInt(arguments[0]))
                    .measure(address, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), callers);
        } finally {
            callers.shutdownNow();
            pair.getOutputStream().close();
            pair.waitFor();
            source.stop(0);
        }
    }

    private void measure(String source, int oneByOne, int atOnce, ExecutorService callers)
            throws InterruptedException, ExecutionException {
        provider.offer(DATASET, source);
        var offer = consumer.offerOf(provider, DATASET);
        for (int i = 0; i < WARM_UP; i++) {
            negotiated(consumer.ask(provider, offer));
        }
        ended.set(0);
        print("negotiation", negotiations(rounds * oneByOne, offer));
        print("pull", pulls(offer));
        var perSecond = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            perSecond.add(together(offer, atOnce, callers));
        }
        print("at once", perSecond);
        publishMany(source, callers);
        page(0);
        print("first page", times(rounds * 4, () -> page(0)));
        print("last page", times(rounds * 4, () -> page(DATASETS - PAGE)));
        print("lost", List.of((double) ended.get()));
    }

    /** Milliseconds of each negotiation that was not lost. */
    private List<Double> negotiations(int count, JsonNode offer) {
        var millis = new ArrayList<Double>();
        for (int i = 0; i < count; i++) {
            var begin = System.nanoTime();
            if (negotiated(consumer.ask(provider, offer)).isPresent()) {
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return millis;
    }

    /** Milliseconds of each call. */
    private static List<Double> times(int count, Runnable call) {
        return IntStream.range(0, count).mapToObj(i -> millis(call)).toList();
    }

    private static double millis(Runnable call) {
        var begin = System.nanoTime();
        call.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Milliseconds from the request of a transfer until its data are here, each under an agreement of its own. */
    private List<Double> pulls(JsonNode offer) {
        var millis = new ArrayList<Double>();
        while (millis.size() < rounds * 4) {
            negotiated(consumer.ask(provider, offer)).ifPresent(contract -> {
                var name = consumer.common(contract);
                millis.add(millis(() -> pull(contract, name)));
            });
        }
        return millis;
    }

    private void pull(String contract, String name) {
        if (references.isEmpty()) {
            check(consumer.get("/sluis/agreements/" + name + "/data").toString());
            return;
        }
        var transfer = consumer.pull(provider, contract);
        soon(() -> consumer.state(transfer).equals("STARTED")
                && reference(transfer).has("endpoint"));
        var reference = reference(transfer);
        check(Trader.exchange(HttpRequest.newBuilder(
                                URI.create(reference.path("endpoint").asText()))
                        .header(
                                "Authorization",
                                "Bearer " + reference.path("authorization").asText())
                        .GET())
                .body());
    }

    private JsonNode reference(String transfer) {
        return Trader.json(Trader.exchange(
                HttpRequest.newBuilder(URI.create(references + transfer)).GET()));
    }

    private static void check(String body) {
        if (!body.startsWith("{\"")) {
            throw new IllegalStateException("no data: " + body);
        }
    }

    /** How many of so many negotiations that a few callers begin without waiting are FINALIZED in a second. */
    private double together(JsonNode offer, int count, ExecutorService callers)
            throws InterruptedException, ExecutionException {
        var begin = System.nanoTime();
        var begun =
                callers.invokeAll(Collections.nCopies(count, (Callable<String>) () -> consumer.ask(provider, offer)));
        int finalized = 0;
        for (var negotiation : begun) {
            finalized += negotiated(negotiation.get()).isPresent() ? 1 : 0;
        }
        return finalized * 1e9 / (System.nanoTime() - begin);
    }

    /** The agreement of a negotiation, once it is there; empty if the negotiation was lost: nobody here ends one. */
    private Optional<String> negotiated(String id) {
        soon(() -> ENDS.contains(state(id)));
        if (state(id).equals("TERMINATED")) {
            ended.incrementAndGet();
            return Optional.empty();
        }
        var negotiation = consumer.get("/v3/contractnegotiations/" + id);
        return Optional.of(negotiation.path("contractAgreementId").asText());
    }

    private String state(String negotiation) {
        return consumer.get("/v3/contractnegotiations/" + negotiation)
                .path("state")
                .asText();
    }

    /** One definition offers them all. */
    private void publishMany(String source, ExecutorService callers) throws InterruptedException, ExecutionException {
        var published = callers.invokeAll(IntStream.range(1, DATASETS)
                .mapToObj(i -> Executors.callable(() -> provider.publish("urn:benchmark:many:" + i, source)))
                .toList());
        for (var each : published) {
            each.get();
        }
        provider.offerAll("urn:benchmark:all", DATASET);
    }

    private void page(int offset) {
        var datasets = consumer.page(provider, offset, PAGE).size();
        if (datasets != PAGE) {
            throw new IllegalStateException(datasets + " datasets instead of " + PAGE + " at " + offset);
        }
    }

    private static void soon(Callable<Boolean> condition) {
        var begin = System.nanoTime();
        try {
            while (!condition.call()) {
                if (System.nanoTime() - begin > LIMIT_NANOS) {
                    throw new IllegalStateException("it did not happen in time");
                }
                Thread.sleep(3);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void print(String what, List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s|%.1f|%.1f|%.1f|%d%n",
                what,
                sorted.get(0),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }
}
