// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import org.sluis.extensions.dataplane.ByteRange.Span;
import org.sluis.extensions.web.Trust;

/**
 * Reads from an HTTP or HTTPS address of the firm itself, type {@code HttpData}.
 *
 * <p>Address properties: {@code baseUrl}; optional {@code path}, {@code queryParams}, {@code authKey} with {@code authCode} or
 * {@code secretName}, and {@code header:<name>}. Nothing of the consumer's request is passed on. Redirects are not followed.
 */
public final class HttpSource implements Source {
    private static final String HEADER = "header:";
    private static final Set<String> KNOWN = Set.of(
            "type", "name", "keyName", "baseUrl", "path", "queryParams", "authKey", "authCode", "secretName", "method");
    private static final Set<String> PROXIES = Set.of("proxyBody", "proxyMethod", "proxyPath", "proxyQueryParams");
    private static final List<String> PASSED_ON = List.of("ETag", "Last-Modified", "Content-Encoding");

    private final HttpClient client;
    private final Duration readTimeout;
    private final UnaryOperator<String> secrets;

    /**
     * Reads with at most so much patience.
     *
     * @param readTimeout longest silence before the response's headers
     * @param secrets resolves a secret by its name; null when there is none
     * @param trust whom to believe; the addresses are the firm's own choice
     */
    public HttpSource(
            Duration connectTimeout,
            Duration readTimeout,
            UnaryOperator<String> secrets,
            Trust trust,
            Executor executor) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .sslContext(trust.context())
                .executor(executor)
                .build();
        this.readTimeout = readTimeout;
        this.secrets = secrets;
    }

    @Override
    public String type() {
        return "HttpData";
    }

    @Override
    public Optional<String> refuses(SourceAddress address) {
        for (var property : address.properties().entrySet()) {
            var name = property.getKey();
            if (PROXIES.contains(name) && !"false".equals(property.getValue())) {
                return Optional.of("data address: " + name + " is not supported; remove it");
            }
            if (!KNOWN.contains(name) && !PROXIES.contains(name) && !name.startsWith(HEADER)) {
                return Optional.of("data address: property '" + name + "' is unknown; remove it");
            }
        }
        if (!"GET".equals(address.property("method").orElse("GET"))) {
            return Optional.of("data address: method must be GET");
        }
        try {
            request(address, "").build();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("data address: baseUrl, path, queryParams or a header is not valid for HTTP");
        }
    }

    @Override
    public CompletionStage<Optional<Found>> find(Query query) {
        if (query.after().isPresent()) {
            return CompletableFuture.failedFuture(
                    new SourceException(400, "this dataset has no versions; ask without 'after' and 'wait'"));
        }
        return CompletableFuture.completedFuture(Optional.of(() -> open(query)));
    }

    private CompletionStage<Body> open(Query query) {
        HttpRequest request;
        try {
            var address = query.flow().source();
            request = ranged(request(address, secret(address)), query);
        } catch (IllegalArgumentException | SourceException e) {
            return CompletableFuture.failedFuture(
                    new SourceException(502, "the provider's source is not set up: its address or secret is missing"));
        }
        return client.sendAsync(request, BodyHandlers.ofPublisher()).handle((response, failure) -> {
            if (failure != null) {
                throw new CompletionException(explain(failure));
            }
            return body(response, query.range());
        });
    }

    private static HttpRequest ranged(HttpRequest.Builder request, Query query) {
        query.range().ifPresent(range -> {
            request.setHeader("Range", range.toString());
            query.ifRange().ifPresent(version -> request.setHeader("If-Range", version));
        });
        return request.build();
    }

    private String secret(SourceAddress address) throws SourceException {
        var name = address.property("secretName");
        if (name.isEmpty()) {
            return address.property("authCode").orElse("");
        }
        var secret = secrets.apply(name.get());
        if (secret == null) {
            throw new SourceException(502, "no such secret");
        }
        return secret;
    }

    private HttpRequest.Builder request(SourceAddress address, String secret) {
        var request = HttpRequest.newBuilder(uri(address)).timeout(readTimeout).GET();
        address.properties().forEach((name, value) -> {
            if (name.startsWith(HEADER)) {
                request.setHeader(name.substring(HEADER.length()), value);
            }
        });
        address.property("authKey").ifPresent(key -> request.setHeader(key, secret));
        return request;
    }

    private static URI uri(SourceAddress address) {
        var url = new StringBuilder(address.property("baseUrl").orElse(""));
        address.property("path")
                .filter(path -> !path.isEmpty())
                .ifPresent(path -> url.append(url.toString().endsWith("/") || path.startsWith("/") ? "" : "/")
                        .append(path));
        address.property("queryParams")
                .filter(query -> !query.isEmpty())
                .ifPresent(query -> url.append(url.indexOf("?") < 0 ? '?' : '&').append(query));
        return URI.create(url.toString());
    }

    private static Body body(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response, Optional<ByteRange> asked) {
        var headers = response.headers();
        var passedOn = new HashMap<String, String>();
        PASSED_ON.forEach(name -> headers.firstValue(name).ifPresent(value -> passedOn.put(name, value)));
        var body = new Body(
                response.body(),
                headers.firstValueAsLong("Content-Length"),
                headers.firstValue("Content-Type").orElse("application/octet-stream"),
                passedOn,
                asked.filter(range -> response.statusCode() == 206).flatMap(range -> span(range, headers)));
        var refusal = refusal(response.statusCode(), body.span());
        if (refusal.isPresent()) {
            body.discard();
            throw new CompletionException(refusal.get());
        }
        return body;
    }

    private static Optional<Span> span(ByteRange asked, HttpHeaders headers) {
        return headers.firstValue("Content-Range")
                .flatMap(asked::served)
                .filter(span -> headers.firstValueAsLong("Content-Length").orElse(span.length()) == span.length());
    }

    /** Only a complete 200, or the part that was asked for, is data; everything else is an answer about the source. */
    private static Optional<SourceException> refusal(int status, Optional<Span> span) {
        if (status == 200 || (status == 206 && span.isPresent())) {
            return Optional.empty();
        }
        if (status == 416) {
            return Optional.of(new SourceException(416, "the provider's source has no such range of bytes"));
        }
        if (status == 404 || status == 410) {
            return Optional.of(new SourceException(404, "the provider's source has no such data (" + status + ")"));
        }
        if (status == 429 || status == 503) {
            return Optional.of(new SourceException(503, "the provider's source is busy (" + status + "); try later"));
        }
        var answer = "the provider's source answered " + status;
        return Optional.of(new SourceException(
                502, status >= 300 && status < 400 ? answer + ", a redirect; redirects are not followed" : answer));
    }

    private static SourceException explain(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException) {
            return new SourceException(504, "the provider's source did not answer in time");
        }
        if (cause instanceof ConnectException) {
            return new SourceException(502, "the provider's source cannot be reached");
        }
        return new SourceException(
                502,
                "the provider's source did not answer in HTTP ("
                        + cause.getClass().getSimpleName().toLowerCase(Locale.ROOT) + ")");
    }
}
