// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.web.jetty.JettyConfiguration;
import org.eclipse.edc.web.jetty.JettyService;
import org.eclipse.edc.web.jetty.PortMappingRegistryImpl;
import org.eclipse.edc.web.spi.configuration.PortMapping;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicListenerTest {
    private final int protocol = freePort();
    private final int management = freePort();
    private JettyService jetty;

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        var ports = new PortMappingRegistryImpl();
        ports.register(new PortMapping("protocol", protocol, "/dsp"));
        ports.register(new PortMapping("management", management, "/management"));
        jetty = new JettyService(new JettyConfiguration("", ""), new Monitor() {}, ports);
        jetty.addConnectorConfigurationCallback(connector -> connector.setHost("127.0.0.1"));
        PublicListener.prepend(jetty, new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                if (!Request.getPathInContext(request).startsWith("/data/")) {
                    return false;
                }
                Content.Sink.write(response, true, "ours", callback);
                return true;
            }
        });
        jetty.start();
    }

    @AfterEach
    void stop() {
        jetty.shutdown();
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void answersOnTheListenerOfPartners() throws Exception {
        assertThat(get(protocol, "/data/x").body()).isEqualTo("ours");
    }

    @Test
    void answersOnNoOtherListener() throws Exception {
        assertThat(get(management, "/data/x").statusCode()).isEqualTo(404);
    }

    @Test
    void leavesTheRestToEdc() throws Exception {
        assertThat(get(protocol, "/dsp/catalog").statusCode()).isEqualTo(404);
        assertThat(get(protocol, "/").statusCode()).isEqualTo(404);
    }
}
