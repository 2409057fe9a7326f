// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.capture;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.PolicyLog;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.policies.log.leaf.StreamId;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** Appends payloads to the stream they belong to, with what every payload says. */
public final class Recorder {

    private final PolicyLog log;
    private final StreamNames streams;
    private final Projection projection;
    private final String self;
    private final String version;
    private final Clock clock;

    /**
     * Records for one company.
     *
     * @param self its DID
     * @param version of the software that decides
     */
    public Recorder(
            PolicyLog log, StreamNames streams, Projection projection, String self, String version, Clock clock) {
        this.log = log;
        this.streams = streams;
        this.projection = projection;
        this.self = self;
        this.version = version;
        this.clock = clock;
    }

    Projection projection() {
        return projection;
    }

    PolicyLog log() {
        return log;
    }

    /** What is to be recorded, with those it concerns. */
    record Entry(Map<String, ?> members, Optional<String> peer, Optional<String> agreement) {}

    /** Returns the first's index once all are durable; they are in this order, or none is there. */
    long append(List<Entry> entries) throws RecordUnavailableException {
        try {
            var index = log.appendAll(entries.stream().map(this::draft).toList());
            projection.wake();
            return index;
        } catch (LogUnavailableException e) {
            throw new RecordUnavailableException(e.getMessage(), e);
        }
    }

    private Draft draft(Entry entry) {
        var payload = new TreeMap<String, Object>(entry.members());
        payload.put("v", 1);
        payload.put("self", self);
        payload.put("implementation", Map.of("version", version));
        return new Draft(clock.millis(), List.of(stream(entry.peer(), entry.agreement())), PayloadJson.write(payload));
    }

    private StreamId stream(Optional<String> peer, Optional<String> agreement) {
        return agreement
                .map(streams::agreement)
                .or(() -> peer.map(streams::peer))
                .orElseGet(streams::self);
    }
}
