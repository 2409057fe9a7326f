// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock EDC and Sluis trade with each other, in both directions. */
class InteropTest {

    private static final Path REPORTS = Path.of("../target/reports");
    private static final String DATA = "{\"from\": \"sluis\"}";
    private static final int NEGOTIATIONS = Integer.getInteger("sluis.interop.negotiations", 20);
    private static final int AT_ONCE = 20;
    private static final String RULES = """
            {"version": 1, "rules": [], "otherwise": {"provider": "%s", "consumer": "conclude"}}""";

    @TempDir
    private static Path folder;

    private static final StockConnector STOCK = StockConnector.inMemory();
    private static final Trader stock = STOCK.trader();
    private static final SluisConnector SLUIS = new SluisConnector();
    private static final Trader sluis = SLUIS.trader();
    private static final List<AutoCloseable> RUNNING = new ArrayList<>();
    private static final Map<String, String> PUSHED = new ConcurrentHashMap<>();
    private static HttpServer sink;

    @BeforeAll
    static void start() throws Exception {
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", exchange -> {
            try (exchange) {
                PUSHED.put(
                        exchange.getRequestURI().getPath(),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        sink.start();
        RUNNING.add(() -> sink.stop(0));
        var source = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        source.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, DATA.length());
                exchange.getResponseBody().write(DATA.getBytes(StandardCharsets.UTF_8));
            }
        });
        source.start();
        RUNNING.add(() -> source.stop(0));
        RUNNING.add(STOCK.start(folder.resolve("stock"), REPORTS.resolve("interop.stock.log")));
        RUNNING.add(SLUIS.start(folder.resolve("sluis"), REPORTS.resolve("interop.sluis.log"), stock));
        var address = "http://localhost:" + source.getAddress().getPort() + "/";
        for (var provider : List.of(stock, sluis)) {
            for (var dataset : List.of("urn:interop:pull", "urn:interop:many")) {
                provider.offer(dataset, address);
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (var each : RUNNING) {
            each.close();
        }
    }

    @Test
    void stockFindsAgreesPullsAndEndsWithUsAsProvider() {
        var contract = stock.agree(sluis, "urn:interop:pull");
        var transfer = stock.pull(sluis, contract);
        Trader.await(() -> "STARTED".equals(stock.state(transfer)));

        var reference = Trader.json(Trader.exchange(
                HttpRequest.newBuilder(URI.create(STOCK.reference(transfer))).GET()));
        var pull = HttpRequest.newBuilder(URI.create(reference.path("endpoint").asText()))
                .header(
                        "Authorization",
                        "Bearer " + reference.path("authorization").asText())
                .GET();
        var pulled = Trader.exchange(pull);
        stock.terminate(transfer);

        assertThat(sluis.get("/sluis/agreements/" + stock.common(contract))
                        .path("dataset")
                        .asText())
                .isEqualTo("urn:interop:pull");
        assertThat(pulled.statusCode()).isEqualTo(200);
        assertThat(pulled.body()).isEqualTo(DATA);
        Trader.await(() -> "TERMINATED".equals(stock.state(transfer)));
        Trader.await(() -> sluis.isOver(transfer));
        assertThat(Trader.exchange(pull).statusCode()).as("after the end").isEqualTo(403);
    }

    @Test
    void weFindAgreePullAndEndWithStockAsProvider() {
        var agreed = sluis.post("/sluis/agreements", "{\"partner\": \"stock\", \"dataset\": \"urn:interop:pull\"}");
        var agreement = agreed.path("id").asText();

        var data = sluis.get("/sluis/agreements/" + agreement + "/data");
        var transfer = sluis.transfers("STARTED").stream()
                .filter(started -> "CONSUMER".equals(started.path("type").asText()))
                .findFirst()
                .orElseThrow();
        sluis.terminate(transfer.path("@id").asText());

        assertThat(data.toString()).isEqualTo("{\"from\":\"stock\"}");
        Trader.await(() -> "TERMINATED".equals(sluis.state(transfer.path("@id").asText())));
        Trader.await(() -> stock.isOver(transfer.path("@id").asText()));
    }

    @Test
    void weEndAnAgreementAndStockHearsIt() {
        var contract = stock.agree(sluis, "urn:interop:many");
        var transfer = stock.pull(sluis, contract);
        Trader.await(() -> "STARTED".equals(stock.state(transfer)));

        sluis.post("/sluis/agreements/" + stock.common(contract) + "/stop", "{\"reason\": \"end of the trial\"}");

        Trader.await(() -> "TERMINATED".equals(stock.state(transfer)));
    }

    @Test
    void weBringStockItsData() {
        var contract = stock.agree(sluis, "urn:interop:pull");
        var destination = "http://localhost:" + sink.getAddress().getPort() + "/from-sluis";

        var transfer = stock.push(sluis, contract, destination);

        Trader.await(() -> "COMPLETED".equals(stock.state(transfer)));
        assertThat(PUSHED).containsEntry("/from-sluis", DATA);
    }

    @Test
    void stockBringsUsOurData() {
        var agreed = sluis.post("/sluis/agreements", "{\"partner\": \"stock\", \"dataset\": \"urn:interop:many\"}");
        var agreement = agreed.path("id").asText();

        var data = sluis.get("/sluis/agreements/" + agreement + "/data?delivery=push");

        assertThat(data.toString()).isEqualTo("{\"from\":\"sluis\"}");
        Trader.await(() -> sluis.transfers("COMPLETED").stream()
                .anyMatch(transfer ->
                        "HttpData-PUSH".equals(transfer.path("transferType").asText())
                                && "CONSUMER".equals(transfer.path("type").asText())));
    }

    @Test
    void aNegotiationThatStockEndsIsOverHere() {
        sluis.put("/sluis/house-rules", RULES.formatted("ask"));
        try {
            var negotiation = stock.ask(sluis, stock.offerOf(sluis, "urn:interop:many"));
            sluis.awaitNegotiation(negotiation, "REQUESTED");
            Trader.await(() -> "REQUESTED"
                    .equals(stock.get("/v3/contractnegotiations/" + negotiation)
                            .path("state")
                            .asText()));

            stock.terminateNegotiation(negotiation);

            assertThat(stock.ended(negotiation).path("state").asText()).isEqualTo("TERMINATED");
            sluis.awaitNegotiation(negotiation, "TERMINATED");
        } finally {
            sluis.put("/sluis/house-rules", RULES.formatted("conclude"));
        }
    }

    @Test
    void aNegotiationThatWeRefuseIsOverAtStock() {
        sluis.put("/sluis/house-rules", RULES.formatted("ask"));
        try {
            var negotiation = stock.ask(sluis, stock.offerOf(sluis, "urn:interop:many"));
            var ours = sluis.awaitNegotiation(negotiation, "REQUESTED");
            var id = ours.path("@id").asText();
            Trader.await(
                    () -> sluis.get("/sluis/inbox").path("waiting").toString().contains(id));

            sluis.post("/sluis/inbox/" + id + "/refuse", "{\"reason\": \"not to you\"}");

            assertThat(stock.ended(negotiation).path("state").asText()).isEqualTo("TERMINATED");
        } finally {
            sluis.put("/sluis/house-rules", RULES.formatted("conclude"));
        }
    }

    @Test
    void losesNoNegotiation() {
        var ours = many(sluis, stock);
        var theirs = many(stock, sluis);

        assertThat(Stream.concat(ours.stream(), theirs.stream()))
                .hasSize(NEGOTIATIONS)
                .allSatisfy(negotiation ->
                        assertThat(negotiation.path("state").asText()).isEqualTo("FINALIZED"));
    }

    /** Half of the negotiations, so many at once. */
    private static List<JsonNode> many(Trader consumer, Trader provider) {
        var offer = consumer.offerOf(provider, "urn:interop:many");
        var ended = new ArrayList<JsonNode>();
        while (ended.size() < NEGOTIATIONS / 2) {
            var open = Stream.generate(() -> consumer.ask(provider, offer))
                    .limit(Math.min(AT_ONCE, NEGOTIATIONS / 2 - ended.size()))
                    .toList();
            open.forEach(negotiation -> ended.add(consumer.ended(negotiation)));
        }
        return ended;
    }
}
