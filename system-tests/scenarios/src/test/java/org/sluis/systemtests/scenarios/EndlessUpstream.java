// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A machine that sends readings, some hundred kilobytes a second, for as long as anybody listens. */
final class EndlessUpstream implements AutoCloseable {

    private static final int CHUNK = 4_000;
    private static final int PAUSE_MILLIS = 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    EndlessUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", EndlessUpstream::send);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private static void send(HttpExchange exchange) throws IOException {
        var chunk = "21.5\n".repeat(CHUNK / 5).getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().add("Content-Type", "text/plain");
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
                body.write(chunk);
                body.flush();
                Pause.millis(PAUSE_MILLIS);
            }
        } catch (IllegalStateException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
