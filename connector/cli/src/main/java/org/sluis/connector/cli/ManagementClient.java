// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Talks to a company's connector over its management listener. */
final class ManagementClient {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LARGEST_PROBLEM = 1 << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI address;
    private final String key;
    private final String unreachable;

    /**
     * Talks to one connector.
     *
     * @param address of the management listener, without path
     * @param unreachable message for when nothing answers; {@code %s} is the address
     */
    ManagementClient(URI address, String key, String unreachable) {
        this.address = address;
        this.key = key;
        this.unreachable = unreachable;
    }

    JsonNode get(String path, Map<String, String> query) {
        return json(send(request(path, query).GET().build()));
    }

    JsonNode post(String path, JsonNode body) {
        return post(path, Map.of(), body);
    }

    JsonNode post(String path, Map<String, String> query, JsonNode body) {
        var request = request(path, query)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.line(body)))
                .build();
        return json(send(request));
    }

    /** Sends a document as it is written. */
    JsonNode put(String path, String document) {
        var request = request(path, Map.of())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(document))
                .build();
        return json(send(request));
    }

    /** The answer as it streams in; the caller closes its body. A refusal is thrown. */
    HttpResponse<InputStream> open(String path, Map<String, String> query) {
        var response = send(request(path, query).GET().build());
        if (response.statusCode() >= 300) {
            throw refusal(response);
        }
        return response;
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        var parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(
                        address + "/management/sluis" + path + (parameters.isEmpty() ? "" : "?" + parameters)))
                .timeout(PATIENCE)
                .header("X-Api-Key", key)
                .header("Accept", "application/json");
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (ConnectException e) {
            throw new CommandFailure(ExitCode.FAILED, unreachable.formatted(address), e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the connector at " + address + " did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<InputStream> response) {
        if (response.statusCode() >= 300) {
            throw refusal(response);
        }
        try (var body = response.body()) {
            var node = Json.MAPPER.readTree(body);
            return node == null || node.isMissingNode() ? NullNode.instance : node;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the connector's answer broke off: " + e.getMessage(), e);
        }
    }

    /** Whether it may help to ask again later: the connector or the partner is away for now. */
    static boolean isTransient(CommandFailure failure) {
        if (failure.getCause() instanceof IOException) {
            return true;
        }
        var status = failure.problem().path("status").asInt();
        return status == 429 || (status >= 500 && status != 501);
    }

    private static ObjectNode problem(HttpResponse<InputStream> response) {
        try (var body = response.body()) {
            var node = Json.MAPPER.readTree(body.readNBytes(LARGEST_PROBLEM));
            return node instanceof ObjectNode object ? object : Json.object();
        } catch (IOException e) {
            return Json.object();
        }
    }

    private static CommandFailure refusal(HttpResponse<InputStream> response) {
        var problem = problem(response);
        if (!problem.has("status")) {
            // An answer that is no problem document, such as that of a partner that is just starting.
            problem.put("status", response.statusCode());
        }
        var title = problem.path("title")
                .asText(response.statusCode() >= 500 ? "the connector failed; its log says why" : "refused");
        var detail = problem.path("detail").asText("");
        var message = detail.isEmpty() ? title + " (HTTP " + response.statusCode() + ")" : title + ": " + detail;
        return new CommandFailure(ExitCode.FAILED, message, problem);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
