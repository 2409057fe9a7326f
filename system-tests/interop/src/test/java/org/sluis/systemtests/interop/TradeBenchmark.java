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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
    private static final byte[] DATA = "{\"reading\": 21.5}".getBytes(StandardCharsets.US_ASCII);

    private final Trader consumer;
    private final Trader provider;
    private final String references;
    private final int rounds;

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
        print("negotiation", times(rounds * oneByOne, () -> negotiated(consumer.ask(provider, offer))));
        print("pull", pulls(offer));
        var perSecond = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            perSecond.add(atOnce / together(offer, atOnce, callers));
        }
        print("at once", perSecond);
        publishMany(source, callers);
        page(0);
        print("first page", times(rounds * 4, () -> page(0)));
        print("last page", times(rounds * 4, () -> page(DATASETS - PAGE)));
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
        for (int i = 0; i < rounds * 4; i++) {
            var contract = negotiated(consumer.ask(provider, offer));
            var name = consumer.common(contract);
            millis.add(millis(() -> pull(contract, name)));
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

    /** Seconds until so many negotiations that a few callers begin without waiting are FINALIZED. */
    private double together(JsonNode offer, int count, ExecutorService callers)
            throws InterruptedException, ExecutionException {
        var begin = System.nanoTime();
        var begun =
                callers.invokeAll(Collections.nCopies(count, (Callable<String>) () -> consumer.ask(provider, offer)));
        for (var negotiation : begun) {
            negotiated(negotiation.get());
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** The agreement of a negotiation, once it is there; a negotiation that is lost or ends otherwise ends the benchmark. */
    private String negotiated(String id) {
        soon(() -> {
            var state =
                    consumer.get("/v3/contractnegotiations/" + id).path("state").asText();
            if (state.equals("TERMINATED")) {
                throw new IllegalStateException("a negotiation was ended: " + id);
            }
            return state.equals("FINALIZED");
        });
        return consumer.get("/v3/contractnegotiations/" + id)
                .path("contractAgreementId")
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
