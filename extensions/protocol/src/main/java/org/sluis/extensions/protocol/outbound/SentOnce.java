// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Lets the HTTP client put a request on the wire once. By itself it sends one again when a connection breaks, after 408, after a
 * 503 that says so, and to where it is redirected; the receiver may have used up the request's token by then.
 *
 * <p>To be added both as an application interceptor and as a network interceptor.
 */
final class SentOnce implements Interceptor {

    private record Sent(AtomicBoolean yet) {}

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        if (chain.connection() == null) {
            return chain.proceed(request.newBuilder()
                    .tag(Sent.class, new Sent(new AtomicBoolean()))
                    .build());
        }
        // INVARIANT: a token leaves once; whoever wants to try again makes a new request with a new token
        var sent = request.tag(Sent.class);
        if (sent == null || !sent.yet().compareAndSet(false, true)) {
            throw new IOException(
                    "the answer of " + request.url().host() + " asks to send this request again as it is");
        }
        return chain.proceed(request);
    }
}
