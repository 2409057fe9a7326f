// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.edc.boot.system.ServiceLocator;
import org.eclipse.edc.boot.system.ServiceLocatorImpl;
import org.eclipse.edc.boot.system.runtime.BaseRuntime;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.spi.monitor.ConsoleMonitor;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.system.configuration.Config;
import org.eclipse.edc.spi.system.configuration.ConfigFactory;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.web.jetty.JettyService;
import org.sluis.extensions.storage.Database;

/** A control plane in this process, on PostgreSQL, that partners reach over HTTP. */
public final class Connector extends BaseRuntime implements AutoCloseable {

    private final String id;
    private final int port;
    private final HikariDataSource pool;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** A connector that was not started yet. */
    public Connector(String id, int port, Database database, ServiceExtension... extensions) {
        this(id, port, Databases.pool(database), new ArrayList<>(List.of(extensions)));
    }

    private Connector(String id, int port, HikariDataSource pool, List<ServiceExtension> extensions) {
        super(new WithOurs(extensions));
        this.id = id;
        this.port = port;
        this.pool = pool;
        extensions.add(new PoolExtension(CountedStatements.around(pool)));
        extensions.add(new UnreadOutbox());
        extensions.add(new TestDataFlows());
        extensions.add(new LoopbackPeers());
    }

    /** Changes a setting before the start. */
    public Connector with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Returns when partners can reach it. */
    public Connector start() {
        boot(false);
        return this;
    }

    public String id() {
        return id;
    }

    public String address() {
        return "http://127.0.0.1:" + port + "/dsp/2025-1";
    }

    /** A service of EDC. */
    public <T> T service(Class<T> type) {
        return context.getService(type);
    }

    public DataSource database() {
        return pool;
    }

    /** How many processes are leased, by anybody. */
    public int leases() {
        try (var connection = pool.getConnection();
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM edc_lease")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** State machines that find what is there at the start and nothing later, so that a test can act in their place. */
    public Connector withStillMachines() {
        for (var machine : List.of("edc.negotiation.consumer", "edc.negotiation.provider", "edc.transfer")) {
            with(machine + ".state-machine.iteration-wait-millis", "3600000");
        }
        return with("sluis.protocol.wake-ups", "false");
    }

    @Override
    public void close() {
        shutdown();
        pool.close();
    }

    @Override
    protected ServiceExtensionContext createServiceExtensionContext(Config ignored) {
        var all = new LinkedHashMap<String, String>();
        all.put("edc.participant.id", id);
        all.put("edc.participant.context.id", id);
        all.put("edc.hostname", "127.0.0.1");
        all.put("web.http.protocol.port", String.valueOf(port));
        all.put("web.http.protocol.path", "/dsp");
        all.put("web.http.port", String.valueOf(freePort()));
        all.put("web.http.path", "/api");
        all.put("edc.dsp.callback.address", "http://127.0.0.1:" + port + "/dsp");
        for (var machine : List.of("edc.negotiation.consumer", "edc.negotiation.provider", "edc.transfer")) {
            // Nothing that a test waits for is left to the poll.
            all.put(machine + ".state-machine.iteration-wait-millis", "60000");
            all.put(machine + ".send.retry.base-delay.ms", "100");
        }
        all.putAll(settings);
        return super.createServiceExtensionContext(ConfigFactory.fromMap(all));
    }

    @Override
    protected Monitor createMonitor() {
        return new ConsoleMonitor(ConsoleMonitor.Level.SEVERE, false);
    }

    /** A port that nobody uses at the moment. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class PoolExtension implements ServiceExtension {

        private final DataSource pool;

        @Inject
        private DataSourceRegistry registry;

        @Inject
        private JettyService jetty;

        private PoolExtension(DataSource pool) {
            this.pool = pool;
        }

        @Override
        public void initialize(ServiceExtensionContext context) {
            registry.register(DataSourceRegistry.DEFAULT_DATASOURCE, pool);
            jetty.addConnectorConfigurationCallback(connector -> connector.setHost("127.0.0.1"));
        }
    }

    private record WithOurs(ServiceLocator found, List<ServiceExtension> ours) implements ServiceLocator {

        private WithOurs(List<ServiceExtension> ours) {
            this(new ServiceLocatorImpl(), ours);
        }

        @Override
        public <T> List<T> loadImplementors(Class<T> type, boolean required) {
            var all = new ArrayList<>(found.loadImplementors(type, false));
            // The storage of this test brings extensions of ours that need a whole connector.
            all.removeIf(one -> one.getClass().getName().startsWith("org.sluis.")
                    && !one.getClass().getName().startsWith("org.sluis.extensions.protocol."));
            ours.stream().filter(type::isInstance).map(type::cast).forEach(all::add);
            return all;
        }

        @Override
        public <T> T loadSingletonImplementor(Class<T> type, boolean required) {
            return found.loadSingletonImplementor(type, required);
        }
    }
}
