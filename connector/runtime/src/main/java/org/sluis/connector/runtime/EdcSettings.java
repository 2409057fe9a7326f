// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What EDC must be told, derived from our configuration; nobody sets an EDC key by hand. */
final class EdcSettings {

    /** A token is for one use: only the state machines send again, each time with a new one. */
    private static final int HTTP_RETRIES = 0;

    private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(20);

    private EdcSettings() {}

    static Map<String, String> of(Configuration configuration) {
        var settings = new LinkedHashMap<String, String>();
        var id = configuration.participant().id();
        settings.put("edc.participant.id", id);
        settings.put("edc.participant.context.id", id);
        settings.put("edc.component.id", configuration.replica());
        listeners(configuration.listeners(), settings);
        machines(configuration.protocol(), settings);
        settings.put("edc.core.retry.retries.max", String.valueOf(HTTP_RETRIES));
        settings.put("edc.http.client.timeout.connect", "5");
        settings.put("edc.http.client.timeout.read", String.valueOf(HTTP_TIMEOUT.toSeconds()));
        settings.put("edc.policy.validation.enabled", "false");
        settings.put("sluis.replica", configuration.replica());
        settings.put(
                "sluis.protocol.body-limit",
                String.valueOf(configuration.protocol().bodyLimit()));
        settings.put("sluis.participant.name", configuration.participant().name());
        settings.put(
                "sluis.inbox.ending-days", String.valueOf(configuration.inbox().endingDays()));
        dataPlane(configuration.dataPlane(), settings);
        return settings;
    }

    private static void listeners(Configuration.Listeners listeners, Map<String, String> settings) {
        context("web.http.protocol", listeners.open(), "/dsp", settings);
        context("web.http.management", listeners.management(), "/management", settings);
        context("web.http", listeners.control(), "/control", settings);
        settings.put("edc.hostname", listeners.open().host());
        settings.put("edc.dsp.callback.address", listeners.open().address() + "/dsp");
        settings.put("edc.management.endpoint", listeners.management().address() + "/management");
        settings.put("sluis.public.host", listeners.open().host());
        settings.put("sluis.public.address", listeners.open().address());
    }

    private static void context(
            String prefix, Configuration.Listener listener, String path, Map<String, String> settings) {
        settings.put(prefix + ".port", String.valueOf(listener.port()));
        settings.put(prefix + ".path", path);
    }

    private static void machines(Configuration.Protocol protocol, Map<String, String> settings) {
        for (var machine :
                List.of("edc.negotiation.consumer", "edc.negotiation.provider", "edc.transfer", "edc.policy.monitor")) {
            settings.put(
                    machine + ".state-machine.iteration-wait-millis",
                    String.valueOf(protocol.iterationWait().toMillis()));
            settings.put(machine + ".state-machine.batch-size", String.valueOf(protocol.batchSize()));
            settings.put(machine + ".send.retry.limit", String.valueOf(protocol.retries()));
            settings.put(machine + ".send.retry.base-delay.ms", "200");
        }
    }

    private static void dataPlane(Configuration.DataPlane dataPlane, Map<String, String> settings) {
        settings.put(
                "sluis.data-plane.token-lifetime-seconds",
                String.valueOf(dataPlane.tokenLifetime().toSeconds()));
        settings.put("sluis.data-plane.streams", String.valueOf(dataPlane.streams()));
        settings.put(
                "sluis.data-plane.connect-timeout-ms",
                String.valueOf(dataPlane.connectTimeout().toMillis()));
        settings.put(
                "sluis.data-plane.read-timeout-ms",
                String.valueOf(dataPlane.readTimeout().toMillis()));
    }
}
