// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.Map;
import java.util.Optional;

/**
 * Where the bytes of a dataset come from.
 *
 * @param type names the {@link Source} that reads it, for example {@code HttpData}
 * @param properties what that source needs to know; may hold secrets
 */
public record SourceAddress(String type, Map<String, String> properties) {
    public SourceAddress {
        properties = Map.copyOf(properties);
    }

    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    /** Leaves the values out: they may be secrets. */
    @Override
    public String toString() {
        return "SourceAddress[type=" + type + ", properties=" + properties.keySet() + "]";
    }
}
