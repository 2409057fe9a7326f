// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.did.Did;

/**
 * Gives the suite the access tokens that we give to verifiers: the suite asks for them as from a secure token service. Nothing like
 * it is in the product.
 */
final class TokenEndpoint {

    private TokenEndpoint() {}

    static HttpServer start(int port, Identity identity) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/sts/token", exchange -> answer(exchange, identity));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, Identity identity) throws IOException {
        try (exchange) {
            var form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var verifier = new Did(form.get("audience"));
            var grant = identity.grants()
                    .issue(verifier, List.of(form.get("bearer_access_scope").split(" ")));
            var body = "{\"access_token\": \"%s\"}".formatted(identity.tokens().to(verifier, grant));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
