// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.sluis.extensions.web.Peers;

/**
 * Sends pushes, each once and on a connection of its own, to addresses that may be asked.
 *
 * <p>It asks first whether the destination wants the data ({@code Expect: 100-continue}, RFC 9110 section 10.1.1). A destination that
 * does not answer to that is remembered and not asked so again.
 */
final class PushClient {
    private static final int MOST_REMEMBERED = 1_000;

    private final OkHttpClient http;
    private final Set<String> silent = Collections.synchronizedSet(Collections.newSetFromMap(new Remembered()));

    PushClient(Peers peers, Duration connectTimeout, Limits limits) {
        http = peers.guard(new OkHttpClient.Builder())
                .addInterceptor(this::remembering)
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .connectTimeout(connectTimeout)
                .readTimeout(limits.writeTimeout())
                .writeTimeout(limits.writeTimeout())
                .build();
    }

    Call call(Destination destination, Consumer<Request.Builder> headers, PushedBody body) {
        var request = destination.request(body).tag(PushedBody.class, body).tag(Destination.class, destination);
        headers.accept(request);
        if (!silent.contains(destination.origin())) {
            request.header("Expect", "100-continue");
        }
        return http.newCall(request.build());
    }

    private Response remembering(Interceptor.Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (SocketTimeoutException e) {
            var body = chain.request().tag(PushedBody.class);
            var destination = chain.request().tag(Destination.class);
            if (body != null && destination != null && !body.isBegun()) {
                silent.add(destination.origin());
            }
            throw e;
        }
    }

    /** Forgets the oldest. */
    private static final class Remembered extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }
}
