// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.eclipse.edc.json.JacksonTypeManager;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.web.jersey.JerseyConfiguration;
import org.eclipse.edc.web.jersey.JerseyRestService;
import org.eclipse.edc.web.jetty.JettyConfiguration;
import org.eclipse.edc.web.jetty.JettyService;
import org.eclipse.edc.web.jetty.PortMappingRegistryImpl;
import org.eclipse.edc.web.spi.configuration.PortMapping;

/** EDC's own web server with some resources on its management context. */
final class ManagementListener implements AutoCloseable {

    private final int port;
    private final JettyService jetty;

    ManagementListener(List<Object> resources) throws IOException {
        var monitor = new Monitor() {};
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var ports = new PortMappingRegistryImpl();
        ports.register(new PortMapping("management", port, "/management"));
        jetty = new JettyService(new JettyConfiguration("secret", "secret"), monitor, ports);
        jetty.addConnectorConfigurationCallback(connector -> connector.setHost("127.0.0.1"));
        var jersey = new JerseyRestService(
                jetty,
                new JacksonTypeManager(),
                JerseyConfiguration.Builder.newInstance().build(),
                monitor);
        resources.forEach(resource -> jersey.registerResource("management", resource));
        jetty.start();
        jersey.start();
    }

    HttpResponse<String> get(String key, String path) throws IOException, InterruptedException {
        return send(key, request(path).GET());
    }

    HttpResponse<String> post(String key, String path, String body) throws IOException, InterruptedException {
        return send(
                key, request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String key, String path, String body) throws IOException, InterruptedException {
        return send(
                key, request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/management/sluis" + path));
    }

    private static HttpResponse<String> send(String key, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        if (!key.isEmpty()) {
            request.header("X-Api-Key", key);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        jetty.shutdown();
    }
}
