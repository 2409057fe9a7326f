// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Content;

/** A body as it comes in, up to a size; no thread waits for it. */
final class ReceivedBody implements Runnable {

    private final Content.Source source;
    private final int largest;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

    private ReceivedBody(Content.Source source, int largest) {
        this.source = source;
        this.largest = largest;
    }

    /** Fails with {@link TooLargeException}, or with whatever broke the connection. */
    static CompletableFuture<byte[]> of(Content.Source source, int largest) {
        var body = new ReceivedBody(source, largest);
        body.run();
        return body.whole;
    }

    @Override
    public void run() {
        while (!whole.isDone()) {
            var chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                whole.completeExceptionally(chunk.getFailure());
                return;
            }
            keep(chunk);
        }
    }

    private void keep(Content.Chunk chunk) {
        var bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        var last = chunk.isLast();
        chunk.release();
        if (received.size() + bytes.length > largest) {
            whole.completeExceptionally(new TooLargeException());
            return;
        }
        received.writeBytes(bytes);
        if (last) {
            whole.complete(received.toByteArray());
        }
    }

    /** There is more of it than is read. */
    static final class TooLargeException extends IOException {}
}
