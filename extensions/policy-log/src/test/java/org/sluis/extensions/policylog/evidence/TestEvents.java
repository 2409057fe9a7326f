// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.InMemoryPolicyLog;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.policies.log.bundle.Bundle;
import org.sluis.policies.log.bundle.BundleEntry;
import org.sluis.policies.log.bundle.Manifest;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.PolicyEvents;

/** Events in a log in memory, and what a bundle would say of it. */
public final class TestEvents implements PolicyEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final InMemoryPolicyLog log = new InMemoryPolicyLog();
    private final StreamNames streams;
    private final String self;
    private final Set<UUID> known = new HashSet<>();

    public TestEvents(String self, StreamNames streams) {
        this.self = self;
        this.streams = streams;
    }

    @Override
    public synchronized void append(PolicyEvent event) throws RecordUnavailableException {
        if (known.contains(event.id())) {
            return;
        }
        var stream = event.agreement()
                .map(streams::agreement)
                .or(() -> event.peer().map(streams::peer))
                .orElseGet(streams::self);
        try {
            var unused = log.append(new Draft(System.currentTimeMillis(), List.of(stream), payload(event)));
            known.add(event.id());
        } catch (LogUnavailableException e) {
            throw new RecordUnavailableException(e.getMessage(), e);
        }
    }

    private String payload(PolicyEvent event) {
        var payload = (ObjectNode) read(event.members());
        payload.put("id", event.id().toString())
                .put("type", event.type())
                .put("ts", event.at().toString())
                .put("self", self);
        event.peer().ifPresent(peer -> payload.put("peer", peer));
        return payload.toString();
    }

    /** The payloads of all entries of a type. */
    public synchronized List<JsonNode> ofType(String type) {
        return LongStream.range(0, log.head().size())
                .mapToObj(i -> read(log.entry(i).payload().orElseThrow().json()))
                .filter(payload -> payload.path("type").asText().equals(type))
                .toList();
    }

    /** What an export of the agreement would hold, without its proofs. */
    public synchronized Bundle bundle(String agreement, String peer, String role) {
        var stream = streams.agreement(agreement);
        var entries = log.indices(stream, log.head().size()).stream()
                .map(index -> log.entry(index))
                .map(entry -> BundleEntry.of(entry.entry(), entry.payload().orElseThrow()))
                .toList();
        var subject = new Manifest.Subject(
                self,
                self,
                Optional.of(peer),
                Optional.of(role),
                "2026-11-21T12:00:00Z",
                List.of(new Manifest.Stream(stream, Optional.of(agreement))));
        return new Bundle(
                new Manifest(subject, false, new TreeMap<>()),
                List.of(),
                entries,
                List.of(),
                Map.of(),
                new TreeMap<>());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
