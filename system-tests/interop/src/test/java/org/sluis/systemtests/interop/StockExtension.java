// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.interop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.edc.connector.dataplane.spi.Endpoint;
import org.eclipse.edc.connector.dataplane.spi.iam.DataPlaneAuthorizationService;
import org.eclipse.edc.connector.dataplane.spi.iam.PublicEndpointGeneratorService;
import org.eclipse.edc.edr.spi.store.EndpointDataReferenceStore;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.security.Vault;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.web.jetty.JettyService;

/**
 * What EDC leaves to its adopters: keys, an endpoint for pulled data, and a place where the consumer finds the endpoints that
 * providers gave it. It also shows a DID document, which says nothing but a name.
 */
public final class StockExtension implements ServiceExtension {

    private static final String LOOPBACK = "127.0.0.1";

    @Setting(key = "edc.participant.id")
    private String self;

    @Setting(key = "interop.port")
    private int port;

    @Inject
    private Vault vault;

    @Inject
    private PublicEndpointGeneratorService endpoints;

    @Inject
    private DataPlaneAuthorizationService authorization;

    @Inject
    private EndpointDataReferenceStore references;

    @Inject
    private JettyService jetty;

    private HttpServer server;

    @Override
    public String name() {
        return "Stock connector";
    }

    @Override
    public void initialize(ServiceExtensionContext context) {
        jetty.addConnectorConfigurationCallback(connector -> connector.setHost(LOOPBACK));
        endpoints.addGeneratorFunction("HttpData", address -> Endpoint.url("http://localhost:" + port + "/data"));
        try {
            var key = new ECKeyGenerator(Curve.P_256).keyID("key").generate();
            vault.storeSecret("private-key", key.toJSONString());
            vault.storeSecret("public-key", key.toPublicJWK().toJSONString());
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/did.json", exchange -> answer(exchange, 200, document()));
        server.createContext("/data", this::data);
        server.createContext("/references/", this::reference);
        server.start();
    }

    @Override
    public void start() {
        var watch = new Thread(StockExtension::endWithInput, "end-with-input");
        watch.setDaemon(true);
        watch.start();
    }

    /** It does not outlive the test that started it. */
    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("standard input broke off: " + e.getMessage());
        }
        Runtime.getRuntime().halt(2);
    }

    private String document() {
        return "{\"@context\": [\"https://www.w3.org/ns/did/v1\"], \"id\": \"%s\"}".formatted(self);
    }

    private void data(HttpExchange exchange) throws IOException {
        var token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .replaceFirst("^Bearer ", "");
        var allowed = authorization.authorize(token, Map.of());
        answer(
                exchange,
                allowed.succeeded() ? 200 : 403,
                allowed.succeeded() ? StockConnector.DATA : "{\"error\": \"no\"}");
    }

    private void reference(HttpExchange exchange) throws IOException {
        var transfer = exchange.getRequestURI().getPath().replace("/references/", "");
        var found = references.resolveByTransferProcess(transfer);
        if (found.failed()) {
            answer(exchange, 404, "{}");
            return;
        }
        var address = found.getContent();
        answer(
                exchange,
                200,
                "{\"endpoint\": \"%s\", \"authorization\": \"%s\"}"
                        .formatted(address.getStringProperty("endpoint"), address.getStringProperty("authorization")));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            var body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void shutdown() {
        server.stop(0);
    }
}
