// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.reconcile;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sluis.policies.log.Chunks;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.json.JsonReader;
import org.sluis.policies.log.json.MalformedJsonException;

/**
 * The events of one bundle by their key; the second, third, ... event with the same key counts for itself.
 *
 * @param erased entries whose payload is gone, so that nobody can tell which event they were
 */
record Events(Map<String, Event> byKey, long erased) {

    static Events of(Bundle bundle) {
        var entries = bundle.entries();
        var found = Chunks.of(
                entries.size(),
                (from, to) -> entries.subList(from, to).stream()
                        .filter(entry -> entry.payload().isPresent())
                        .flatMap(entry -> event(entry).stream())
                        .toList());
        var byKey = new LinkedHashMap<String, Event>();
        var occurrences = new HashMap<String, Integer>();
        found.forEach(events -> events.forEach(
                event -> byKey.put(event.key() + '#' + occurrences.merge(event.key(), 1, Integer::sum), event)));
        long erased =
                entries.stream().filter(entry -> entry.payload().isEmpty()).count();
        return new Events(byKey, erased);
    }

    /** Streams of a bundle by agreement. */
    static SortedMap<String, String> agreements(Bundle bundle) {
        var agreements = new TreeMap<String, String>();
        bundle.manifest()
                .subject()
                .streams()
                .forEach(stream -> stream.agreement()
                        .ifPresent(agreement ->
                                agreements.put(agreement, stream.id().toString())));
        return agreements;
    }

    private static Optional<Event> event(BundleEntry entry) {
        var json = entry.payload().orElseThrow().json();
        // most entries are decisions, which are one side's own: do not parse what cannot be an event; with an escape it
        // can be
        if (json.indexOf('\\') < 0 && Event.TYPES.stream().noneMatch(json::contains)) {
            return Optional.empty();
        }
        try {
            return Event.of(entry, JsonReader.object(json));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("entry " + entry.index() + " is not JSON: verify the bundle first", e);
        }
    }
}
