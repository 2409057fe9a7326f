// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A partner that answers as a test wrote down and remembers what it got. */
final class Peer implements AutoCloseable {

    /** An answer that never arrives, after the message did. */
    static final int LOST = 0;

    /** A page of the server, which is not an answer of the protocol. */
    static final int PAGE_405 = 1405;

    /** 503, and the client may send the same request at once. */
    static final int RETRY_AT_ONCE = 1503;

    /** To another path of this peer. */
    static final int REDIRECT = 307;

    private static final Pattern CONSUMER_PID = Pattern.compile("\"consumerPid\":\"([^\"]+)\"");

    private static final String CATALOG = """
            {"@context":["https://w3id.org/dspace/2025/1/context.jsonld"],"@type":"Catalog","@id":"c",
            "participantId":"peer"}""";

    private final HttpServer server;
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    Peer(Integer... answers) {
        this.answers.addAll(List.of(answers));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/dsp";
    }

    /** The bodies of all messages, in order. */
    List<String> received() {
        return received;
    }

    /** The tokens of all messages, in order. */
    List<String> tokens() {
        return tokens;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        received.add(body);
        var status = answers.size() > 1 ? answers.pop() : answers.peek();
        if (status == LOST) {
            exchange.close();
            return;
        }
        var reply = reply(status, body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", status == PAGE_405 ? "text/html" : "application/json");
        if (status == RETRY_AT_ONCE) {
            exchange.getResponseHeaders().add("Retry-After", "0");
        }
        if (status == REDIRECT) {
            exchange.getResponseHeaders().add("Location", address() + "/elsewhere");
        }
        exchange.sendResponseHeaders(status % 1000, reply.length == 0 ? -1 : reply.length);
        try (exchange) {
            exchange.getResponseBody().write(reply);
        }
    }

    private static String reply(int status, String request) {
        return switch (status) {
            case 201 -> acknowledgement(request);
            case 200 -> request.contains("CatalogRequestMessage") ? CATALOG : "";
            default -> "";
        };
    }

    private static String acknowledgement(String request) {
        var consumerPid = CONSUMER_PID.matcher(request);
        if (!consumerPid.find()) {
            throw new IllegalStateException("no consumerPid in " + request);
        }
        return """
                {"@context":["https://w3id.org/dspace/2025/1/context.jsonld"],"@type":"ContractNegotiation",
                "consumerPid":"%s","providerPid":"provider-pid","state":"REQUESTED"}""".formatted(consumerPid.group(1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
