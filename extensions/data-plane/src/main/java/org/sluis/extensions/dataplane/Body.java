// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.sluis.extensions.dataplane.ByteRange.Span;

/**
 * A body that a source is ready to deliver.
 *
 * <p>Its bytes must be subscribed to, if only to cancel, or the source keeps its connection open.
 *
 * @param bytes delivered as fast as they are asked for and no faster; a body that breaks off ends with an error
 * @param length in bytes, where known
 * @param headers further response headers
 * @param span which part of the whole it is; empty if it is the whole
 */
public record Body(
        Flow.Publisher<List<ByteBuffer>> bytes,
        OptionalLong length,
        String contentType,
        Map<String, String> headers,
        Optional<Span> span) {
    public Body {
        headers = Map.copyOf(headers);
    }

    /** A whole body. */
    public Body(
            Flow.Publisher<List<ByteBuffer>> bytes,
            OptionalLong length,
            String contentType,
            Map<String, String> headers) {
        this(bytes, length, contentType, headers, Optional.empty());
    }

    /** A body that is in memory. */
    public static Body of(byte[] bytes, String contentType, Map<String, String> headers) {
        return new Body(
                new OneBuffer(ByteBuffer.wrap(bytes).asReadOnlyBuffer()),
                OptionalLong.of(bytes.length),
                contentType,
                headers);
    }

    /** One part of it only. */
    Body cut(Span part) {
        return new Body(
                new CutBytes(bytes, part), OptionalLong.of(part.length()), contentType, headers, Optional.of(part));
    }

    /** Gives up the body unread. */
    void discard() {
        bytes.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
            }

            @Override
            public void onNext(List<ByteBuffer> item) {}

            @Override
            public void onError(Throwable cause) {}

            @Override
            public void onComplete() {}
        });
    }

    private record OneBuffer(ByteBuffer buffer) implements Flow.Publisher<List<ByteBuffer>> {
        @Override
        public void subscribe(Flow.Subscriber<? super List<ByteBuffer>> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                private boolean over;

                @Override
                public void request(long count) {
                    if (!over) {
                        over = true;
                        subscriber.onNext(List.of(buffer.duplicate()));
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    over = true;
                }
            });
        }
    }
}
