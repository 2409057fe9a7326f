// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Partner;

/** Asks a provider's data plane for data under an agreement. */
final class ProviderData {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int UNAUTHORIZED = 401;

    private final Transfers transfers;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    ProviderData(Transfers transfers) {
        this.transfers = transfers;
    }

    /** The provider's answer as it comes; the caller closes its body. A token it no longer takes is renewed once. */
    HttpResponse<InputStream> fetch(Agreement agreement, Partner provider, Map<String, String> parameters) {
        var reference = transfers.endpoint(agreement, provider);
        var response = send(reference, provider, parameters);
        if (response.statusCode() != UNAUTHORIZED) {
            return response;
        }
        close(response);
        transfers.drop(reference);
        return send(transfers.endpoint(agreement, provider), provider, parameters);
    }

    private HttpResponse<InputStream> send(
            EndpointReference reference, Partner provider, Map<String, String> parameters) {
        try {
            var request = HttpRequest.newBuilder(address(reference, parameters))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + reference.authorization())
                    .header("Accept", "application/json")
                    .build();
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException e) {
            throw new Refusal(502, "Partner's answer not understood", provider.name() + " gave an unusable endpoint");
        } catch (IOException e) {
            throw new Refusal(
                    502, "Partner not reached", provider.name() + " did not answer for data: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "Stopping", "this connector is stopping");
        }
    }

    private static URI address(EndpointReference reference, Map<String, String> parameters) {
        var query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        var separator = reference.endpoint().contains("?") ? "&" : "?";
        return URI.create(reference.endpoint() + (query.isEmpty() ? "" : separator + query));
    }

    private static void close(HttpResponse<InputStream> response) {
        try (var body = response.body()) {
            body.readNBytes(1);
        } catch (IOException e) {
            // The connection is not used again; there is nothing to lose.
            return;
        }
    }
}
