// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** A firm's own server: {@code /<n>} answers n bytes, {@code /endless} never stops. */
final class Upstream implements AutoCloseable {
    private static final ByteBuffer BLOCK = pattern();
    private final Server server = new Server();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();

    Upstream() throws Exception {
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                serve(request, response, callback);
                return true;
            }
        });
        server.start();
    }

    private static ByteBuffer pattern() {
        var block = ByteBuffer.allocateDirect(1 << 16);
        for (var i = 0; i < block.capacity(); i++) {
            block.put((byte) (i * 31 + (i >> 8)));
        }
        return block.flip().asReadOnlyBuffer();
    }

    /** The byte at a position of every body. */
    static byte at(long position) {
        return BLOCK.get((int) (position % BLOCK.capacity()));
    }

    private void serve(Request request, Response response, Callback callback) {
        var name = Request.getPathInContext(request).substring(1);
        var length = name.equals("endless") ? Long.MAX_VALUE : Long.parseLong(name);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
        if (length < Long.MAX_VALUE) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        }
        try (var out = Content.Sink.asOutputStream(response)) {
            var bytes = new byte[BLOCK.capacity()];
            BLOCK.duplicate().get(bytes);
            for (var left = length; left > 0; left -= bytes.length) {
                out.write(bytes, 0, (int) Math.min(left, bytes.length));
                sent.addAndGet(Math.min(left, bytes.length));
            }
        } catch (IOException e) {
            broken.incrementAndGet();
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }

    String address(String name) {
        return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/" + name;
    }

    long sent() {
        return sent.get();
    }

    /** How many responses were broken off by the reader. */
    long broken() {
        return broken.get();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
