// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import java.util.List;
import java.util.Optional;

/**
 * One event as both sides tell it, or as one does.
 *
 * @param differences pointers of the facts that the sides tell differently
 */
public record Pairing(
        Match match, String key, Optional<Event> provider, Optional<Event> consumer, List<String> differences) {

    public Pairing {
        differences = List.copyOf(differences);
    }

    /** One line for people. */
    public String line() {
        return match.label() + ": " + key
                + provider.map(event -> ", provider's entry " + event.index()).orElse("")
                + consumer.map(event -> ", consumer's entry " + event.index()).orElse("")
                + (differences.isEmpty() ? "" : ", differing in " + String.join(", ", differences));
    }
}
