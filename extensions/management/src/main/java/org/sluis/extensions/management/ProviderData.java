// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.sluis.extensions.web.Peers;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Partner;

/** Asks a provider's data plane for data under an agreement. */
final class ProviderData {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int UNAUTHORIZED = 401;
    private static final int DENIED = 403;
    private static final int LARGEST_PROBLEM = 1 << 20;

    private final Transfers transfers;
    private final OkHttpClient http;

    ProviderData(Transfers transfers, Peers peers) {
        this.transfers = transfers;
        this.http = peers.guard(new OkHttpClient.Builder())
                .connectTimeout(CONNECT)
                .readTimeout(PATIENCE)
                .build();
    }

    /**
     * What a provider answered; the one who gets it closes the body.
     *
     * @param transfer our transfer process that it was asked under
     * @param delimited whether a body that breaks off can be told from one that is whole
     */
    record ProviderAnswer(int status, HttpHeaders headers, InputStream body, String transfer, boolean delimited) {

        private static ProviderAnswer of(Response response, String transfer) {
            var headers = HttpHeaders.of(response.headers().toMultimap(), (name, value) -> true);
            var delimited = response.body().contentLength() >= 0
                    || response.protocol() == Protocol.HTTP_2
                    || "chunked".equalsIgnoreCase(response.header("Transfer-Encoding"));
            return new ProviderAnswer(response.code(), headers, response.body().byteStream(), transfer, delimited);
        }

        /** The same with its body, at most so much of it, in memory; the connection is free again. */
        private ProviderAnswer kept() throws IOException {
            try (var stream = body) {
                return new ProviderAnswer(
                        status,
                        headers,
                        new ByteArrayInputStream(stream.readNBytes(LARGEST_PROBLEM)),
                        transfer,
                        delimited);
            }
        }
    }

    /** The part of the data that is asked for, as headers of HTTP; empty for all of it. */
    record Part(Optional<String> range, Optional<String> ifRange) {}

    /** The provider's answer as it comes. A token that it no longer takes is renewed once. */
    ProviderAnswer fetch(Agreement agreement, Partner provider, Map<String, String> parameters, Part part) {
        var reference = transfers.endpoint(agreement, provider);
        var answer = ask(reference, provider, parameters, part);
        if (answer.status() == UNAUTHORIZED) {
            keep(answer, provider);
            return ask(transfers.renewed(reference, agreement, provider), provider, parameters, part);
        }
        if (answer.status() == DENIED && transfers.isOver(reference)) {
            return again(keep(answer, provider), () -> {
                var renewed = transfers.renewed(reference, agreement, provider);
                return ask(renewed, provider, parameters, part);
            });
        }
        return answer;
    }

    /** The transfer may have ended for a passing cause. If no other can be had, the first answer says why. */
    private static ProviderAnswer again(ProviderAnswer denial, Supplier<ProviderAnswer> other) {
        try {
            return other.get();
        } catch (Refusal refusal) {
            return denial;
        }
    }

    private static ProviderAnswer keep(ProviderAnswer answer, Partner provider) {
        try {
            return answer.kept();
        } catch (IOException e) {
            throw new Refusal(502, "Partner not reached", provider.name() + " broke off its answer: " + e.getMessage());
        }
    }

    private ProviderAnswer ask(
            EndpointReference reference, Partner provider, Map<String, String> parameters, Part part) {
        return ProviderAnswer.of(send(reference, provider, parameters, part), reference.transfer());
    }

    private Response send(EndpointReference reference, Partner provider, Map<String, String> parameters, Part part) {
        try {
            var request = new Request.Builder()
                    .url(address(reference, parameters))
                    .header("Authorization", "Bearer " + reference.authorization())
                    .header("Accept", "application/json")
                    .header("Accept-Encoding", "identity");
            part.range().ifPresent(range -> request.header("Range", range));
            part.ifRange().ifPresent(version -> request.header("If-Range", version));
            return http.newCall(request.build()).execute();
        } catch (IllegalArgumentException e) {
            throw new Refusal(502, "Partner's answer not understood", provider.name() + " gave an unusable endpoint");
        } catch (IOException e) {
            throw new Refusal(502, "Partner not reached", provider.name() + " did not answer for data: " + cause(e));
        }
    }

    /** A refused connection has no message of its own. */
    private static String cause(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String address(EndpointReference reference, Map<String, String> parameters) {
        var query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        var separator = reference.endpoint().contains("?") ? "&" : "?";
        return reference.endpoint() + (query.isEmpty() ? "" : separator + query);
    }
}
