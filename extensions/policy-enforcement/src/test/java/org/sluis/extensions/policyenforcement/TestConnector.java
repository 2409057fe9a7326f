// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.edc.boot.system.ServiceLocator;
import org.eclipse.edc.boot.system.ServiceLocatorImpl;
import org.eclipse.edc.boot.system.runtime.BaseRuntime;
import org.eclipse.edc.spi.monitor.ConsoleMonitor;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.system.configuration.Config;
import org.eclipse.edc.spi.system.configuration.ConfigFactory;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;

/** A whole connector with EDC's own engine, transformers, JSON-LD and HTTP, its stores in memory. */
final class TestConnector extends BaseRuntime implements AutoCloseable {

    static final String KEY = "key";
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EDC_POLICY_MONITOR = "org.eclipse.edc.connector.policy.monitor.";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    final String id;
    final TestPorts ports;
    private final Map<String, String> settings = new HashMap<>();
    private final int management = freePort();
    private final int dsp = freePort();

    private TestConnector(String id, TestPorts ports) {
        super(new WithPorts(ports));
        this.id = id;
        this.ports = ports;
        settings();
    }

    static TestConnector start(String id) {
        return start(id, new TestPorts());
    }

    static TestConnector start(String id, TestPorts ports) {
        TestConnector connector = new TestConnector(id, ports);
        connector.boot(false);
        return connector;
    }

    private void settings() {
        settings.put("edc.participant.id", id);
        settings.put("edc.participant.context.id", id);
        settings.put("edc.component.id", "test");
        settings.put("edc.hostname", "127.0.0.1");
        settings.put("web.http.port", String.valueOf(freePort()));
        settings.put("web.http.path", "/control");
        settings.put("web.http.management.port", String.valueOf(management));
        settings.put("web.http.management.path", "/management");
        settings.put("web.http.protocol.port", String.valueOf(dsp));
        settings.put("web.http.protocol.path", "/dsp");
        settings.put("edc.dsp.callback.address", dspAddress());
        settings.put("edc.policy.validation.enabled", "false");
        settings.put("edc.core.retry.retries.max", "1");
        settings.put("sluis.policy-monitor.interval-ms", "100");
        settings.put("sluis.approvals.interval-ms", "100");
        for (String machine : List.of("edc.negotiation.consumer", "edc.negotiation.provider", "edc.transfer")) {
            settings.put(machine + ".state-machine.iteration-wait-millis", "100");
        }
    }

    String dspAddress() {
        return "http://127.0.0.1:" + dsp + "/dsp";
    }

    <T> T service(Class<T> type) {
        return context.getService(type);
    }

    HttpResponse<String> manage(String path, String body) {
        return post("http://127.0.0.1:" + management + "/management" + path, body, "application/json");
    }

    HttpResponse<String> dsp(String path, String body, String clientId) {
        return post(dspAddress() + "/2025-1" + path, body, "application/json", "Authorization", token(clientId));
    }

    /** By which a participant shows who it is. */
    String token(String clientId) {
        return "{\"region\":\"eu\",\"clientId\":\"" + clientId + "\",\"audience\":\"" + id + "\"}";
    }

    HttpResponse<String> post(String address, String body, String contentType, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", contentType)
                .header("X-Api-Key", KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** A question of a participant over DSP. */
    HttpResponse<String> ask(String path, String token) {
        return send(HttpRequest.newBuilder(URI.create(dspAddress() + "/2025-1" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", token)
                .build());
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/management" + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Api-Key", KEY)
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    List<DecisionRecord> decisions() {
        return ports.decisions.list(
                new Decisions.Query(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 10_000));
    }

    /** Waits at most twenty seconds. */
    static void await(BooleanSupplier condition) {
        if (!happens(condition)) {
            throw new AssertionError("nothing happened within twenty seconds");
        }
    }

    /** Whether the condition comes true within twenty seconds. */
    static boolean happens(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    @Override
    protected ServiceExtensionContext createServiceExtensionContext(Config ignored) {
        return super.createServiceExtensionContext(ConfigFactory.fromMap(settings));
    }

    @Override
    protected Monitor createMonitor() {
        return new ConsoleMonitor(
                Boolean.getBoolean("sluis.test.debug") ? ConsoleMonitor.Level.DEBUG : ConsoleMonitor.Level.SEVERE,
                true);
    }

    @Override
    public void close() {
        shutdown();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return TAKEN.add(socket.getLocalPort()) ? socket.getLocalPort() : freePort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record WithPorts(ServiceLocator found, TestPorts ports) implements ServiceLocator {

        WithPorts(TestPorts ports) {
            this(new ServiceLocatorImpl(), ports);
        }

        @Override
        public <T> List<T> loadImplementors(Class<T> type, boolean required) {
            List<T> all = new ArrayList<>(found.loadImplementors(type, false));
            if (type.equals(ServiceExtension.class)) {
                // It is there to be shown wrong; we have our own.
                all.removeIf(extension -> extension.getClass().getName().startsWith(EDC_POLICY_MONITOR));
                all.add(type.cast(ports));
                all.add(type.cast(new TestDataFlows()));
                all.add(type.cast(ports.identity));
            }
            return all;
        }

        @Override
        public <T> T loadSingletonImplementor(Class<T> type, boolean required) {
            return found.loadSingletonImplementor(type, required);
        }
    }
}
