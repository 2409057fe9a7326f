// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.eclipse.edc.boot.system.ServiceLocator;
import org.eclipse.edc.boot.system.ServiceLocatorImpl;
import org.eclipse.edc.boot.system.runtime.BaseRuntime;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.system.configuration.Config;
import org.eclipse.edc.spi.system.configuration.ConfigFactory;

/** EDC, with the settings we derive and the services we bring; environment variables and system properties do not reach it. */
final class ControlPlane extends BaseRuntime {

    private final Map<String, String> settings;

    ControlPlane(Map<String, String> settings, List<ServiceExtension> ours) {
        super(new WithOurs(ours));
        this.settings = Map.copyOf(settings);
    }

    @Override
    protected ServiceExtensionContext createServiceExtensionContext(Config ignored) {
        return super.createServiceExtensionContext(ConfigFactory.fromMap(settings));
    }

    @Override
    protected Monitor createMonitor() {
        return new LoggedMonitor();
    }

    /** Class names of the extensions on the class path; none is made. */
    static List<String> extensionsFound() {
        return ServiceLoader.load(ServiceExtension.class).stream()
                .map(provider -> provider.type().getName())
                .toList();
    }

    <T> T service(Class<T> type) {
        return context.getService(type);
    }

    private record WithOurs(ServiceLocator found, List<ServiceExtension> ours) implements ServiceLocator {

        WithOurs(List<ServiceExtension> ours) {
            this(new ServiceLocatorImpl(), List.copyOf(ours));
        }

        @Override
        public <T> List<T> loadImplementors(Class<T> type, boolean required) {
            var all = new ArrayList<>(found.loadImplementors(type, required && ours.isEmpty()));
            ours.stream().filter(type::isInstance).map(type::cast).forEach(all::add);
            return all;
        }

        @Override
        public <T> T loadSingletonImplementor(Class<T> type, boolean required) {
            return found.loadSingletonImplementor(type, required);
        }
    }
}
