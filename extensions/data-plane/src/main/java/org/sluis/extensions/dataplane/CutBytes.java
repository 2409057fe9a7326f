// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.sluis.extensions.dataplane.ByteRange.Span;

/** Passes on one part of a body; the rest of it is not read. */
record CutBytes(Flow.Publisher<List<ByteBuffer>> all, Span span) implements Flow.Publisher<List<ByteBuffer>> {

    @Override
    public void subscribe(Flow.Subscriber<? super List<ByteBuffer>> subscriber) {
        all.subscribe(new Cutting(subscriber, span));
    }

    private static final class Cutting implements Flow.Subscriber<List<ByteBuffer>> {
        private final Flow.Subscriber<? super List<ByteBuffer>> subscriber;
        private long before;
        private long left;
        private Flow.Subscription source;

        Cutting(Flow.Subscriber<? super List<ByteBuffer>> subscriber, Span span) {
            this.subscriber = subscriber;
            this.before = span.first();
            this.left = span.length();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            if (left == 0) {
                return;
            }
            var kept = buffers.stream()
                    .map(this::cut)
                    .filter(ByteBuffer::hasRemaining)
                    .toList();
            if (kept.isEmpty()) {
                source.request(1);
                return;
            }
            subscriber.onNext(kept);
            if (left == 0) {
                source.cancel();
                subscriber.onComplete();
            }
        }

        private ByteBuffer cut(ByteBuffer buffer) {
            var part = buffer.duplicate();
            var skipped = (int) Math.min(before, part.remaining());
            part.position(part.position() + skipped);
            before -= skipped;
            part.limit(part.position() + (int) Math.min(left, part.remaining()));
            left -= part.remaining();
            return part;
        }

        @Override
        public void onError(Throwable cause) {
            if (left > 0) {
                subscriber.onError(cause);
            }
        }

        /** Less than was promised. */
        @Override
        public void onComplete() {
            if (left > 0) {
                subscriber.onError(new EOFException("the body is shorter than its length"));
            }
        }
    }
}
