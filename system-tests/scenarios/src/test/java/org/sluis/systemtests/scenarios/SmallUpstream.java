// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A machine that answers each request with one reading. */
final class SmallUpstream implements AutoCloseable {

    private static final byte[] READING = "{\"temperature\": 21.5}".getBytes(StandardCharsets.US_ASCII);
    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    SmallUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, READING.length);
            exchange.getResponseBody().write(READING);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
