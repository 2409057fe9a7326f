// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several handlers before those of EDC. */
class CoexistingHandlersTest {

    private final int open = freePort();
    private final int management = freePort();
    private JettyService jetty;

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        var ports = new PortMappingRegistryImpl();
        ports.register(new PortMapping("protocol", open, "/dsp"));
        ports.register(new PortMapping("management", management, "/management"));
        jetty = new JettyService(new JettyConfiguration("", ""), new Monitor() {}, ports);
        jetty.addConnectorConfigurationCallback(connector -> connector.setHost("127.0.0.1"));
        for (var name : new String[] {"credentials", "issuer", "status", "authority"}) {
            PublicListener.prepend(
                    jetty, new WebHandler("/" + name, request -> WebAnswer.text(200, "text/plain", name)));
        }
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
    void servesEachHandlerAtItsOwnPath() throws Exception {
        for (var name : new String[] {"credentials", "issuer", "status", "authority"}) {
            assertThat(get(open, "/" + name + "/x").body()).isEqualTo(name);
        }
    }

    @Test
    void servesNoneOfThemOnOtherListeners() throws Exception {
        assertThat(get(management, "/credentials").statusCode()).isEqualTo(404);
    }

    @Test
    void leavesTheRestToEdc() throws Exception {
        assertThat(get(open, "/dsp").statusCode()).isEqualTo(404);
    }
}
