// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Carries a body from its source to the response. Asks the source for more only when the last buffer has left, so it holds a few
 * buffers however long the body is, and no thread.
 *
 * <p>INVARIANT: no buffer leaves while it may not; it waits until {@link #goOn()}.
 *
 * <p>INVARIANT: a body that did not arrive whole never ends as if it had: the connection is reset.
 */
final class BodyStream implements Flow.Subscriber<List<ByteBuffer>>, RunningBody {
    private final Request request;
    private final Content.Sink response;
    private final BooleanSupplier allowed;
    private final Consumer<SentBody> ended;
    private final Callback done;
    private final SentBytes sent = new SentBytes();
    private final Writer writer = new Writer();

    private volatile Flow.Subscription source;
    private final AtomicReference<List<ByteBuffer>> received = new AtomicReference<>();
    private volatile boolean complete;
    private volatile boolean writing;
    private volatile boolean held;
    private volatile long movedAt = System.nanoTime();

    /**
     * Prepares to write to {@code response}.
     *
     * @param allowed whether bytes may leave now; asked before each buffer
     * @param ended told once, before {@code done}, what was sent; must not throw
     * @param done told once: all bytes were written, or none of the rest will be
     */
    BodyStream(Request request, Response response, BooleanSupplier allowed, Consumer<SentBody> ended, Callback done) {
        this.request = request;
        this.response = response;
        this.allowed = allowed;
        this.ended = ended;
        this.done = done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        writer.iterate();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        movedAt = System.nanoTime();
        received.set(buffers);
        writer.iterate();
    }

    @Override
    public void onComplete() {
        complete = true;
        writer.iterate();
    }

    @Override
    public void onError(Throwable cause) {
        cut(new IOException("the source broke off", cause));
    }

    @Override
    public void cut(Throwable cause) {
        if (writer.abort(cause)) {
            var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            discardUnsent(endPoint);
            endPoint.close(cause);
        }
    }

    @Override
    public void goOn() {
        if (held) {
            writer.iterate();
        }
    }

    @Override
    public Optional<String> stalledBy(Duration readTimeout, Duration writeTimeout) {
        var patience = writing ? writeTimeout : readTimeout;
        if (System.nanoTime() - movedAt < patience.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(writing ? "the consumer does not read" : "the source does not deliver");
    }

    /** Closing with a zero linger makes the system drop what it still holds for the peer. */
    private static void discardUnsent(EndPoint endPoint) {
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException | RuntimeException e) {
                // the connection is gone already
            }
        }
    }

    /** Its own fields are touched by {@link #process()} only, which never runs twice at once. */
    private final class Writer extends IteratingCallback {
        private Iterator<ByteBuffer> buffers = Collections.emptyIterator();
        private boolean asked;
        private boolean ended;

        @Override
        protected Action process() {
            if (ended) {
                return Action.SUCCEEDED;
            }
            // read before the buffers: when it is set, no more of them come
            var last = complete;
            if (!buffers.hasNext()) {
                takeReceived();
            }
            if (buffers.hasNext() || last) {
                held = !allowed.getAsBoolean();
                if (held) {
                    // neither the source nor the consumer is to blame
                    movedAt = System.nanoTime();
                    return Action.IDLE;
                }
                var buffer = buffers.hasNext() ? buffers.next() : BufferUtil.EMPTY_BUFFER;
                ended = last && !buffers.hasNext();
                return write(buffer);
            }
            if (!asked && source != null) {
                asked = true;
                source.request(1);
            }
            return Action.IDLE;
        }

        private void takeReceived() {
            var taken = received.getAndSet(null);
            if (taken != null) {
                buffers = taken.iterator();
                asked = false;
            }
        }

        private Action write(ByteBuffer buffer) {
            movedAt = System.nanoTime();
            writing = true;
            var written = buffer.slice();
            response.write(ended, buffer, this);
            // while the connection is busy with it; the source is not asked for more before this returns
            sent.add(written);
            return Action.SCHEDULED;
        }

        @Override
        protected void onSuccess() {
            writing = false;
            movedAt = System.nanoTime();
        }

        @Override
        protected void onCompleteSuccess() {
            BodyStream.this.ended.accept(sent.end(true));
            done.succeeded();
        }

        @Override
        protected void onCompleteFailure(Throwable cause) {
            var subscription = source;
            if (subscription != null) {
                subscription.cancel();
            }
            BodyStream.this.ended.accept(sent.end(false));
            done.failed(cause);
        }
    }
}
