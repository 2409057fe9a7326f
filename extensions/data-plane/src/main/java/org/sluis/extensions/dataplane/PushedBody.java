// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/**
 * Carries a body from its source into a request, on the thread that sends the request; asks the source for more only when the last
 * buffer has left.
 *
 * <p>INVARIANT: no buffer leaves before the use counts for good, nor while it may not.
 *
 * <p>INVARIANT: a body that did not arrive whole never ends as if it had: it is sent in chunks, and the last one is left out.
 */
final class PushedBody extends RequestBody implements RunningBody, Flow.Subscriber<List<ByteBuffer>> {
    private static final long LOOK_MILLIS = 50;

    private final Body body;
    private final Counting counting;
    private final BooleanSupplier allowed;
    private final SentBytes bytes = new SentBytes();
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    private volatile Call call;
    private volatile Flow.Subscription source;
    private volatile Throwable cutBy;
    private volatile boolean begun;
    private volatile boolean whole;
    private volatile boolean writing;
    private volatile long movedAt = System.nanoTime();

    /** Makes the use count for good. */
    @FunctionalInterface
    interface Counting {
        void commit() throws RecordUnavailableException;
    }

    /** What the source said; no buffers and no failure is the end. */
    private record Signal(List<ByteBuffer> buffers, Throwable failure) {}

    /**
     * Prepares to send {@code body}.
     *
     * @param counting called before the first byte leaves
     * @param allowed whether bytes may leave now; asked before each buffer
     */
    PushedBody(Body body, Counting counting, BooleanSupplier allowed) {
        this.body = body;
        this.counting = counting;
        this.allowed = allowed;
    }

    /** The call it is sent with. */
    void in(Call sending) {
        call = sending;
    }

    /** Whether the use counts, so that bytes may have left. */
    boolean isBegun() {
        return begun;
    }

    /** Whether all of it was written. */
    boolean isWhole() {
        return whole;
    }

    Optional<Throwable> cutBy() {
        return Optional.ofNullable(cutBy);
    }

    /** What was written; to be called once, when the call is over. */
    SentBody sent() {
        return bytes.end(whole);
    }

    @Override
    public MediaType contentType() {
        return MediaType.parse(body.contentType());
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        try {
            counting.commit();
        } catch (RecordUnavailableException e) {
            throw new IOException("nothing is released: a decision could not be recorded", e);
        }
        begun = true;
        body.bytes().subscribe(this);
        try {
            for (var next = awaitSignal(); !next.buffers().isEmpty(); next = more()) {
                for (var buffer : next.buffers()) {
                    write(buffer, sink);
                }
            }
            awaitAllowed();
            sink.flush();
            whole = true;
        } finally {
            if (!whole && source != null) {
                source.cancel();
            }
        }
    }

    private void write(ByteBuffer buffer, BufferedSink sink) throws IOException {
        awaitAllowed();
        movedAt = System.nanoTime();
        writing = true;
        var written = buffer.slice();
        sink.write(buffer);
        bytes.add(written);
        writing = false;
        movedAt = System.nanoTime();
    }

    private Signal more() throws IOException {
        source.request(1);
        return awaitSignal();
    }

    private Signal awaitSignal() throws IOException {
        try {
            while (true) {
                requireUncut();
                var signal = signals.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (signal != null && signal.failure() != null) {
                    throw new IOException("the source broke off", signal.failure());
                }
                if (signal != null) {
                    return signal;
                }
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void awaitAllowed() throws IOException {
        requireUncut();
        while (!allowed.getAsBoolean()) {
            // neither the source nor the consumer is to blame
            movedAt = System.nanoTime();
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted();
            }
            requireUncut();
        }
    }

    private void requireUncut() throws IOException {
        if (cutBy != null) {
            throw new IOException("cut", cutBy);
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the data plane is closed");
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        if (cutBy == null) {
            subscription.request(1);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        movedAt = System.nanoTime();
        if (buffers.isEmpty()) {
            source.request(1);
        } else {
            signals.add(new Signal(buffers, null));
        }
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Signal(List.of(), cause));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(List.of(), null));
    }

    @Override
    public void cut(Throwable cause) {
        cutBy = cause;
        var sending = call;
        if (sending != null) {
            sending.cancel();
        }
    }

    /** The sending thread looks by itself. */
    @Override
    public void goOn() {}

    /** Before its first byte and after its last the call has its own patience. */
    @Override
    public Optional<String> stalledBy(Duration readTimeout, Duration writeTimeout) {
        var patience = writing ? writeTimeout : readTimeout;
        if (!begun || whole || System.nanoTime() - movedAt < patience.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(writing ? "the consumer does not read" : "the source does not deliver");
    }
}
