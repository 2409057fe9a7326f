// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.capture;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.PolicyEvents;

/** Events as entries of the policy log, each once. */
public final class LoggedEvents implements PolicyEvents {

    /** UUID version 8 of RFC 9562. */
    private static final int MADE_FROM_CONTENT = 8;

    private final Recorder recorder;
    private final Instant began;

    /** Ids of the newest, for an event whose sender did not hear that it was recorded. */
    private final Remembered<UUID> recent = new Remembered<>();

    /** Ids of those of which it is not known whether they are on record. */
    private final Remembered<UUID> doubtful = new Remembered<>();

    /**
     * Records from now on.
     *
     * @param began when this process started: what happened before may be on record already
     */
    public LoggedEvents(Recorder recorder, Instant began) {
        this.recorder = recorder;
        this.began = began;
    }

    @Override
    public void append(PolicyEvent event) throws RecordUnavailableException {
        appendAll(List.of(event));
    }

    @Override
    public synchronized void appendAll(List<PolicyEvent> events) throws RecordUnavailableException {
        var fresh = new LinkedHashMap<UUID, Recorder.Entry>();
        for (var event : events) {
            if (!recent.contains(event.id()) && !(mayBeOnRecord(event) && isOnRecord(event.id()))) {
                fresh.putIfAbsent(event.id(), new Recorder.Entry(payload(event), event.peer(), event.agreement()));
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        fresh.keySet().forEach(doubtful::add);
        recorder.append(List.copyOf(fresh.values()));
        fresh.keySet().forEach(doubtful::remove);
        fresh.keySet().forEach(recent::add);
    }

    private static Map<String, Object> payload(PolicyEvent event) {
        var payload = new TreeMap<String, Object>(PayloadJson.members(event.members()));
        payload.put("id", event.id().toString());
        payload.put("type", event.type());
        payload.put("ts", event.at().toString());
        event.peer().ifPresent(peer -> payload.put("peer", PayloadJson.clean(peer)));
        event.agreement().ifPresent(agreement -> corr(payload).put("agreementId", PayloadJson.clean(agreement)));
        return payload;
    }

    /**
     * An earlier process may have recorded it, or an attempt of this one that failed after all. An id that is made from what
     * happened may come from anywhere, with the other party's time.
     */
    private boolean mayBeOnRecord(PolicyEvent event) {
        return event.at().isBefore(began)
                || doubtful.contains(event.id())
                || event.id().version() == MADE_FROM_CONTENT;
    }

    private boolean isOnRecord(UUID id) throws RecordUnavailableException {
        try {
            return recorder.projection().contains(id);
        } catch (RuntimeException e) {
            throw new RecordUnavailableException(
                    "whether an event is on record cannot be known now: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> corr(Map<String, Object> payload) {
        var corr = new TreeMap<String, Object>();
        if (payload.get("corr") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> corr.put(String.valueOf(name), value));
        }
        payload.put("corr", corr);
        return corr;
    }
}
