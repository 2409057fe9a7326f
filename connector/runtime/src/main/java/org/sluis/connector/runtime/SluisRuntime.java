// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.sluis.connector.runtime.ConfigurationFile.InvalidConfigurationException;

/** One company's connector: everything that runs in its process, started and stopped in order. */
public final class SluisRuntime implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SluisRuntime.class.getName());

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
        var secrets = Secrets.open(folder, configuration.identity(), network);
        var logs = PolicyLogs.open(folder, configuration, secrets, storage.ours());
        running.push(logs);
        var ports = Ports.open(folder, configuration, storage, logs);
        running.push(ports);
        running.push(ports.outbox().relayTo(logs.events()));
        ports.ledger().recover();
        var identities = Identities.open(folder, configuration, secrets, logs.keys(), storage.ours(), network);
        var published = PublishedLog.of(logs, ports.agreements(), identities);
        running.push(published);
        var extensions = new ArrayList<>(identities.extensions());
        extensions.add(published.extension());
        extensions.add(new ListenersExtension(configuration.listeners(), network));
        extensions.add(new NetworkExtension(network));
        extensions.add(new DatabaseExtension(storage.edc()));
        extensions.add(new PortsExtension(ports));
        var controlPlane = new ControlPlane(EdcSettings.of(configuration), extensions);
        running.push(controlPlane::shutdown);
        controlPlane.boot(false);
        running.push(Exports.watch(folder, configuration, ports.versions()));
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
