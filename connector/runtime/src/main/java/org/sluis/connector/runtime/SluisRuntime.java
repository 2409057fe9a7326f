// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;
import org.sluis.extensions.protocol.machines.Replicas;
import org.sluis.extensions.storage.Notifications;
import org.sluis.extensions.storage.PostgresAgreements;
import org.sluis.extensions.storage.Signals;
import org.sluis.policies.odrl.Mechanism;

/** One company's connector: everything that runs in its process, started and stopped in order. */
public final class SluisRuntime implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SluisRuntime.class.getName());

    static {
        // Without it each JSON object that is begun has the class path searched for who makes JSON objects.
        System.setProperty("jakarta.json.provider", "org.eclipse.parsson.JsonProviderImpl");
    }

    private final Configuration configuration;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private SluisRuntime(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Starts the connector of the company in {@code folder}; returns once it answers partners.
     *
     * @throws InvalidConfigurationException if the configuration does not hold
     * @throws RuntimeException if something does not start; everything started before is stopped again
     */
    public static SluisRuntime start(Path folder) throws InvalidConfigurationException {
        var runtime = new SluisRuntime(ConfigurationFile.read(folder));
        try {
            runtime.boot(folder);
            return runtime;
        } catch (InvalidConfigurationException | RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    private void boot(Path folder) throws InvalidConfigurationException {
        Exposure.require(configuration, ControlPlane.extensionsFound());
        var network = Network.open(folder, configuration);
        running.push(network);
        var storage = Storage.open(folder, configuration);
        running.push(storage);
        var notifications = new Notifications(storage.database());
        running.push(notifications);
        var secrets = Secrets.open(folder, configuration.identity(), network);
        var store = LogStore.open(folder, configuration, secrets);
        running.push(store);
        var agreements = new PostgresAgreements(storage.ours(), notifications);
        var identities = Identities.open(folder, configuration, secrets, store.keys(), storage.ours(), network);
        var logs = PolicyLogs.open(
                new PolicyLogs.Parts(configuration, secrets, store, identities, agreements, network, storage.ours()));
        running.push(logs);
        var ports = Ports.open(
                folder, configuration, storage, notifications, agreements, logs, replicas(storage, notifications));
        running.push(ports.outbox().relayTo(logs.events()));
        ports.ledger().recover();
        var extensions = new ArrayList<>(identities.extensions());
        extensions.add(logs.extension());
        extensions.add(new ListenersExtension(configuration.listeners(), network));
        extensions.add(new NetworkExtension(network));
        extensions.add(new DatabaseExtension(storage.edc()));
        extensions.add(new PortsExtension(ports, mechanisms(extensions, identities)));
        var settings = EdcSettings.of(configuration);
        settings.put("sluis.pushed.folder", folder.resolve("pushed").toString());
        var controlPlane = new ControlPlane(settings, extensions);
        running.push(controlPlane::shutdown);
        controlPlane.boot(false);
        logs.start();
        running.push(Exports.watch(folder, configuration, ports.versions()));
    }

    /** Only this process works on an embedded database. */
    private Replicas replicas(Storage storage, Notifications notifications) {
        if (configuration.database().external().isEmpty()) {
            return Replicas.none();
        }
        var signals = new Signals(storage.ours(), notifications);
        running.push(signals);
        return new ReplicaSignals(signals);
    }

    private static ActiveMechanisms mechanisms(List<ServiceExtension> ours, Identities identities) {
        var all = new ArrayList<>(ControlPlane.extensionsFound());
        ours.forEach(extension -> all.add(extension.getClass().getName()));
        all.add(PortsExtension.class.getName());
        return new ActiveMechanisms(all, identities.identity().documents());
    }

    /** What keeps agreements in a connector of this build. */
    public static Set<Mechanism> mechanisms() {
        return ActiveMechanisms.ofThisBuild();
    }

    public Configuration configuration() {
        return configuration;
    }

    /** Stops in the reverse order of the start, once; a second caller waits for the first. What cannot be stopped does not keep the rest running. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "something did not stop cleanly: " + e.getMessage());
            }
        }
    }
}
