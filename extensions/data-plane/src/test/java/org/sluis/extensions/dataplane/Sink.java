// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** A consumer's server that takes what is pushed, and behaves as a test tells it for each request. */
final class Sink implements AutoCloseable {
    final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    final CountDownLatch reading = new CountDownLatch(1);
    private final BlockingQueue<Behaviour> behaviours = new LinkedBlockingQueue<>();
    private final Server server = new Server();

    record Arrived(String method, Map<String, String> headers, SentBody body) {}

    enum Behaviour {
        TAKE,
        REFUSE,
        BUSY,
        REDIRECT,
        TAKE_NOTHING,
        BREAK_OFF,
        TAKE_WITHOUT_ANSWER,
        READ_SLOWLY
    }

    Sink(Behaviour... first) throws Exception {
        behaviours.addAll(List.of(first));
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                behave(request, response, callback);
                return true;
            }
        });
        server.start();
    }

    SourceAddress address() {
        return address("/inbox");
    }

    SourceAddress address(String path) {
        return new SourceAddress(
                "HttpData",
                Map.of("baseUrl", origin() + path, "authKey", "Authorization", "authCode", "Bearer one-time-secret"));
    }

    String origin() {
        return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    private void behave(Request request, Response response, Callback callback) throws IOException {
        switch (Optional.ofNullable(behaviours.poll()).orElse(Behaviour.TAKE)) {
            case TAKE -> {
                take(request);
                answer(200, response, callback);
            }
            case REFUSE -> answer(404, response, callback);
            case BUSY -> answer(503, response, callback);
            case REDIRECT -> {
                response.getHeaders().put("Location", origin() + "/elsewhere");
                answer(307, response, callback);
            }
            case TAKE_NOTHING -> answer(200, response, callback);
            case BREAK_OFF -> {
                read(request, 100_000);
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                callback.failed(new IOException("broken off by the test"));
            }
            case TAKE_WITHOUT_ANSWER -> {
                take(request);
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                callback.failed(new IOException("broken off by the test"));
            }
            case READ_SLOWLY -> readSlowly(request, callback);
        }
    }

    private void take(Request request) throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        request.getHeaders().forEach(field -> headers.put(field.getName(), field.getValue()));
        var body = new SentBytes();
        try (var in = Content.Source.asInputStream(request)) {
            var piece = new byte[1 << 16];
            for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
                body.add(ByteBuffer.wrap(piece, 0, read));
            }
        }
        arrived.add(new Arrived(request.getMethod(), headers, body.end(true)));
    }

    private void read(Request request, int bytes) throws IOException {
        Content.Source.asInputStream(request).readNBytes(bytes);
        reading.countDown();
    }

    private void readSlowly(Request request, Callback callback) {
        try {
            var in = Content.Source.asInputStream(request);
            while (in.read(new byte[1000]) >= 0) {
                reading.countDown();
                Thread.sleep(10);
            }
            callback.failed(new IOException("an endless body ended as if it were whole"));
            arrived.add(new Arrived("", Map.of(), new SentBytes().end(true)));
        } catch (IOException e) {
            callback.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        }
    }

    private static void answer(int status, Response response, Callback callback) {
        response.setStatus(status);
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
