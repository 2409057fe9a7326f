// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/** {@link Outbound} on OkHttp: each request on a connection of its own, sent once. */
public final class BoundedOutbound implements Outbound {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int LARGEST = 1 << 20;
    private static final int STEP = 8 * 1024;

    private final OkHttpClient client;
    private final int largest;

    private BoundedOutbound(OkHttpClient client, int largest) {
        this.client = client;
        this.largest = largest;
    }

    /** {@link #of(Peers)}, its parts given one by one. */
    public static BoundedOutbound of(GuardedDns names, Trust trust) {
        return of(new Peers(names, trust));
    }

    /** Within 3 seconds and 1 MiB an answer. */
    public static BoundedOutbound of(Peers peers) {
        var client = peers.guard(new OkHttpClient.Builder())
                .addNetworkInterceptor(BoundedOutbound::withoutInvitationToRepeat)
                // a request that was sent is not sent again: its token can be used once
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .connectTimeout(CONNECT)
                .readTimeout(PATIENCE)
                .writeTimeout(PATIENCE)
                .callTimeout(PATIENCE)
                .build();
        return new BoundedOutbound(client, LARGEST);
    }

    /** OkHttp repeats a request at once when a 503 says {@code Retry-After: 0}. */
    private static Response withoutInvitationToRepeat(Interceptor.Chain chain) throws IOException {
        return chain.proceed(chain.request())
                .newBuilder()
                .removeHeader("Retry-After")
                .build();
    }

    @Override
    public BoundedOutbound within(Duration patience) {
        return new BoundedOutbound(
                client.newBuilder()
                        .callTimeout(patience)
                        .readTimeout(patience)
                        .writeTimeout(patience)
                        .build(),
                largest);
    }

    /** The same with another largest answer, in bytes. */
    public BoundedOutbound upTo(int bytes) {
        return new BoundedOutbound(client, bytes);
    }

    @Override
    public Answer send(OutboundRequest request) throws OutboundException {
        var call = client.newCall(prepared(request));
        try (var response = call.execute()) {
            return answer(response);
        } catch (IOException e) {
            throw BrokenLink.of(request.address(), e);
        }
    }

    private static Request prepared(OutboundRequest request) throws OutboundException {
        var url = HttpUrl.parse(request.address().toString());
        if (url == null || !url.username().isEmpty() || !url.password().isEmpty()) {
            throw new OutboundException(
                    Link.FORBIDDEN, "not an http or https address: " + shown(request.address()), null);
        }
        var body = request.body().isEmpty() && !"POST".equals(request.method())
                ? null
                : RequestBody.create(request.body().getBytes(StandardCharsets.UTF_8), null);
        try {
            var builder = new Request.Builder().url(url).method(request.method(), body);
            request.headers().forEach(builder::header);
            // said here, so that OkHttp unpacks nothing by itself
            return builder.header("Accept-Encoding", "identity").build();
        } catch (IllegalArgumentException e) {
            // its message may quote a header
            throw new OutboundException(Link.FORBIDDEN, "a request to " + url.host() + " is not valid HTTP", null);
        }
    }

    private static String shown(URI address) {
        var text = address.getScheme() + "://" + address.getHost();
        return text.substring(0, Math.min(text.length(), 200));
    }

    private Answer answer(Response response) throws IOException, OutboundException {
        var host = response.request().url().host();
        var encoding = response.header("Content-Encoding", "identity");
        if (!"identity".equalsIgnoreCase(encoding)) {
            throw new OutboundException(Link.ANSWER, host + " sent an encoded answer that was not asked for", null);
        }
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().forEach(header -> headers.putIfAbsent(header.getFirst(), header.getSecond()));
        var type = response.header("Content-Type", "").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return new Answer(response.code(), type, text(host, read(host, response)), new LinkedHashMap<>(headers));
    }

    private Buffer read(String host, Response response) throws IOException, OutboundException {
        var body = response.body();
        if (body.contentLength() > largest) {
            throw tooLarge(host);
        }
        var read = new Buffer();
        while (body.source().read(read, STEP) >= 0) {
            if (read.size() > largest) {
                throw tooLarge(host);
            }
        }
        return read;
    }

    private OutboundException tooLarge(String host) {
        return new OutboundException(Link.SIZE, host + " sent more than " + largest + " bytes", null);
    }

    private static String text(String host, Buffer body) throws OutboundException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(body.readByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new OutboundException(Link.ANSWER, host + " sent an answer that is not UTF-8", null);
        }
    }
}
